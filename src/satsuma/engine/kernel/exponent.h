/* exp in operations that vectorise and give the same bits on every machine. */
#ifndef SATSUMA_EXPONENT_H
#define SATSUMA_EXPONENT_H

#include <stdint.h>
#include <string.h>

/* exp(x) for x <= 0 in operations that vectorise and are the same on every machine: 2^n exp(r), |r| <= log(2) / 2, and
 * the Taylor sum of exp(r) to 1 part in 10^16. Below -600 the result is that of -600, so that nothing becomes so
 * small that a machine computes it slowly. */
static inline double exp_of(double x) {
    static const double magic = 6755399441055744.0; /* 1.5 * 2^52: adding it rounds to an integer in the low bits */
    x = x > -600.0 ? x : -600.0;
    double shifted = x * 1.4426950408889634 + magic;
    double n = shifted - magic;
    double r = (x - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
    double sum = 1.0 / 6227020800.0;
    sum = sum * r + 1.0 / 479001600.0;
    sum = sum * r + 1.0 / 39916800.0;
    sum = sum * r + 1.0 / 3628800.0;
    sum = sum * r + 1.0 / 362880.0;
    sum = sum * r + 1.0 / 40320.0;
    sum = sum * r + 1.0 / 5040.0;
    sum = sum * r + 1.0 / 720.0;
    sum = sum * r + 1.0 / 120.0;
    sum = sum * r + 1.0 / 24.0;
    sum = sum * r + 1.0 / 6.0;
    sum = sum * r + 0.5;
    sum = sum * r + 1.0;
    sum = sum * r + 1.0;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits << 52) + ((uint64_t)1023 << 52);
    double power;
    memcpy(&power, &bits, sizeof power);
    return sum * power;
}

#endif
