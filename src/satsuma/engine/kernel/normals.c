/* Mixtures of normal distributions with any covariances: one step of EM over rows with counts. */
#include "block.h"
#include "exponent.h"

#include <stdlib.h>

/* Sums over a block's lanes go to this many partial sums, so that they vectorise in a fixed order. */
#define PARTS 8

/* Column by column, the rows first <= i < first + n less a class's mean; lanes beyond n are 0. */
FAST static void centre(const ss_normals *data, const double *mean, int64_t first, int64_t n, double *gaps) {
    for (int64_t j = 0; j < data->p; j++) {
        const double *x = data->columns + j * data->n + first;
        double *gap = gaps + j * LANES;
        for (int64_t r = 0; r < n; r++)
            gap[r] = x[r] - mean[j];
        for (int64_t r = n; r < LANES; r++)
            gap[r] = 0;
    }
}

/* The logs of a class's weight times its density, by the inverse of its covariance's lower Cholesky factor. */
FAST static void join(int64_t p, const double *gaps, const double *factor, double offset, double *out) {
    double y[LANES], squares[LANES] = {0};
    for (int64_t i = 0; i < p; i++) {
        for (int64_t r = 0; r < LANES; r++)
            y[r] = 0;
        for (int64_t j = 0; j <= i; j++) {
            double f = factor[i * p + j];
            const double *gap = gaps + j * LANES;
            for (int64_t r = 0; r < LANES; r++)
                y[r] += f * gap[r];
        }
        for (int64_t r = 0; r < LANES; r++)
            squares[r] += y[r] * y[r];
    }
    for (int64_t r = 0; r < LANES; r++)
        out[r] = offset - 0.5 * squares[r];
}

/* Logs into posteriors, class by class; gives back the log-likelihood of the block's rows. */
FAST static double weigh(const ss_normals *data, int64_t first, int64_t n, double *joint) {
    double top[LANES], sum[LANES] = {0}, found = 0;
    for (int64_t r = 0; r < LANES; r++)
        top[r] = joint[r];
    for (int64_t c = 1; c < data->classes; c++)
        for (int64_t r = 0; r < LANES; r++)
            top[r] = top[r] > joint[c * LANES + r] ? top[r] : joint[c * LANES + r];
    for (int64_t c = 0; c < data->classes; c++)
        for (int64_t r = 0; r < LANES; r++) {
            joint[c * LANES + r] = exp_of(joint[c * LANES + r] - top[r]);
            sum[r] += joint[c * LANES + r];
        }
    for (int64_t r = 0; r < n; r++)
        found += data->counts[first + r] * (top[r] + log(sum[r]));
    for (int64_t r = 0; r < LANES; r++)
        sum[r] = r < n ? data->counts[first + r] / sum[r] : 0;
    for (int64_t c = 0; c < data->classes; c++)
        for (int64_t r = 0; r < LANES; r++)
            joint[c * LANES + r] *= sum[r];
    return found;
}

static inline double add_up(const double *parts) {
    return ((parts[0] + parts[4]) + (parts[2] + parts[6])) + ((parts[1] + parts[5]) + (parts[3] + parts[7]));
}

/* The sums of a class: its posteriors, these times the gaps, and times the products of gaps (lower triangle). */
FAST static void gather(int64_t p, const double *gaps, const double *row, double *size, double *sums, double *products) {
    double parts[PARTS] = {0}, counted[LANES];
    for (int64_t r = 0; r < LANES; r += PARTS)
        for (int64_t l = 0; l < PARTS; l++)
            parts[l] += row[r + l];
    *size += add_up(parts);
    for (int64_t i = 0; i < p; i++) {
        const double *gap = gaps + i * LANES;
        double one[PARTS] = {0};
        for (int64_t r = 0; r < LANES; r += PARTS)
            for (int64_t l = 0; l < PARTS; l++) {
                counted[r + l] = row[r + l] * gap[r + l];
                one[l] += counted[r + l];
            }
        sums[i] += add_up(one);
        for (int64_t j = 0; j <= i; j++) {
            const double *other = gaps + j * LANES;
            double two[PARTS] = {0};
            for (int64_t r = 0; r < LANES; r += PARTS)
                for (int64_t l = 0; l < PARTS; l++)
                    two[l] += counted[r + l] * other[r + l];
            products[i * p + j] += add_up(two);
        }
    }
}

int ss_normals_step(const ss_normals *data, double *sizes, double *sums, double *products, double *posteriors,
                    double *log_likelihood) {
    int64_t p = data->p, classes = data->classes;
    double *gaps = malloc((size_t)(classes * (p + 1) * LANES) * sizeof(double));
    if (gaps == NULL)
        return -1;
    double *joint = gaps + classes * p * LANES;
    *log_likelihood = 0;
    for (int64_t first = 0; first < data->n; first += LANES) {
        int64_t n = data->n - first < LANES ? data->n - first : LANES;
        for (int64_t c = 0; c < classes; c++) {
            centre(data, data->means + c * p, first, n, gaps + c * p * LANES);
            join(p, gaps + c * p * LANES, data->factors + c * p * p, data->offsets[c], joint + c * LANES);
        }
        *log_likelihood += weigh(data, first, n, joint);
        if (posteriors != NULL)
            for (int64_t r = 0; r < n; r++)
                for (int64_t c = 0; c < classes; c++)
                    posteriors[(first + r) * classes + c] = joint[c * LANES + r];
        else
            for (int64_t c = 0; c < classes; c++)
                gather(p, gaps + c * p * LANES, joint + c * LANES, sizes + c, sums + c * p, products + c * p * p);
    }
    free(gaps);
    return 0;
}
