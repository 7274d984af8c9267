/* SHA-256 (FIPS 180-4) of a prefix and a key, for random shares. */
#include "satsuma.h"

#include <string.h>

static const uint32_t ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

typedef struct {
    uint32_t state[8];
    uint8_t data[64];
    uint64_t length;
} digest;

static uint32_t turn(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static void mix(digest *at) {
    uint32_t w[64], s[8];
    for (int k = 0; k < 16; k++)
        w[k] = (uint32_t)at->data[4 * k] << 24 | (uint32_t)at->data[4 * k + 1] << 16 | (uint32_t)at->data[4 * k + 2] << 8 |
               at->data[4 * k + 3];
    for (int k = 16; k < 64; k++)
        w[k] = w[k - 16] + (turn(w[k - 15], 7) ^ turn(w[k - 15], 18) ^ w[k - 15] >> 3) + w[k - 7] +
               (turn(w[k - 2], 17) ^ turn(w[k - 2], 19) ^ w[k - 2] >> 10);
    memcpy(s, at->state, sizeof s);
    for (int k = 0; k < 64; k++) {
        uint32_t one = s[7] + (turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
                       ROUND[k] + w[k];
        uint32_t two = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + two;
    }
    for (int k = 0; k < 8; k++) at->state[k] += s[k];
}

static void feed(digest *at, const uint8_t *bytes, int64_t n) {
    for (int64_t k = 0; k < n; k++) {
        at->data[at->length++ % 64] = bytes[k];
        if (at->length % 64 == 0) mix(at);
    }
}

static uint64_t finish(digest *at) {
    uint64_t bits = at->length * 8;
    uint8_t size[8];
    const uint8_t mark = 0x80, zero = 0;
    for (int k = 0; k < 8; k++) size[k] = (uint8_t)(bits >> (56 - 8 * k));
    feed(at, &mark, 1);
    while (at->length % 64 != 56) feed(at, &zero, 1);
    feed(at, size, 8);
    return (uint64_t)at->state[0] << 32 | at->state[1];
}

static int64_t write_decimal(int64_t value, uint8_t *text) {
    uint8_t reversed[20];
    int64_t n = 0, length = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do reversed[n++] = (uint8_t)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0) text[length++] = '-';
    while (n) text[length++] = reversed[--n];
    return length;
}

void ss_shares(const uint8_t *prefix, int64_t prefix_bytes, const uint8_t *text, const int64_t *offsets,
               const int64_t *integers, int64_t n, uint64_t *hashes) {
    digest start = {{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
                    {0}, 0};
    feed(&start, prefix, prefix_bytes);
    for (int64_t i = 0; i < n; i++) {
        digest at = start;
        uint8_t written[24];
        if (text) feed(&at, text + offsets[i], offsets[i + 1] - offsets[i]);
        else feed(&at, written, write_decimal(integers[i], written));
        hashes[i] = finish(&at);
    }
}
