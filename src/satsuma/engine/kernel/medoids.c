/* Partitioning around medoids of rows with counts: BUILD, and swaps as found (FasterPAM). */
#include "block.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    int32_t near; /* the nearest medoid's place, and the second nearest's distance */
    float to_near;
    float to_second;
} place;

/* For every row its nearest medoid and the distances to the two nearest; what losing each medoid would cost. */
static double assign(const float *distances, const double *counts, int64_t n, int32_t k, const int64_t *medoids,
                     place *places, double *losses) {
    double total = 0;
    memset(losses, 0, (size_t)k * sizeof *losses);
    for (int64_t i = 0; i < n; i++) {
        place p = {0, INFINITY, INFINITY};
        for (int32_t m = 0; m < k; m++) {
            float d = distances[medoids[m] * n + i];
            if (d < p.to_near) {
                p.to_second = p.to_near;
                p.to_near = d;
                p.near = m;
            } else if (d < p.to_second)
                p.to_second = d;
        }
        places[i] = p;
        total += counts[i] * (double)p.to_near;
        if (k > 1)
            losses[p.near] += counts[i] * ((double)p.to_second - (double)p.to_near);
    }
    return total;
}

/* Medoids one by one, each where it lowers the sum of distances most (Kaufman and Rousseeuw 1990). */
static void build(const float *distances, const double *counts, int64_t n, int32_t k, int64_t *medoids, place *places) {
    for (int64_t i = 0; i < n; i++)
        places[i].to_near = INFINITY;
    for (int32_t m = 0; m < k; m++) {
        double least = INFINITY;
        for (int64_t j = 0; j < n; j++) {
            const float *row = distances + j * n;
            double sum = 0;
            for (int64_t i = 0; i < n; i++)
                sum += counts[i] * (double)(row[i] < places[i].to_near ? row[i] : places[i].to_near);
            if (sum < least) {
                least = sum;
                medoids[m] = j;
            }
        }
        for (int64_t i = 0; i < n; i++) {
            float d = distances[medoids[m] * n + i];
            places[i].to_near = d < places[i].to_near ? d : places[i].to_near;
        }
    }
}

/* What the sum of distances gains if row j takes the place of the medoid it is best to give up, which goes to `given`. */
static double try_row(const float *row, const double *counts, int64_t n, int32_t k, const place *places,
                      const double *losses, double loss, double *deltas, int32_t *given) {
    double gain = 0;
    *given = 0;
    if (k == 1) { /* nobody has a second medoid */
        for (int64_t i = 0; i < n; i++)
            gain += counts[i] * (double)row[i];
        return gain - loss;
    }
    memcpy(deltas, losses, (size_t)k * sizeof *deltas);
    for (int64_t i = 0; i < n; i++) {
        float d = row[i];
        if (d >= places[i].to_second)
            continue;
        if (d < places[i].to_near) {
            gain += counts[i] * ((double)d - (double)places[i].to_near);
            deltas[places[i].near] += counts[i] * ((double)places[i].to_near - (double)places[i].to_second);
        } else
            deltas[places[i].near] += counts[i] * ((double)d - (double)places[i].to_second);
    }
    for (int32_t m = 1; m < k; m++)
        *given = deltas[m] < deltas[*given] ? m : *given;
    return gain + deltas[*given];
}

int ss_medoids(const float *distances, const double *counts, int64_t n, int32_t k, int32_t builds, int64_t *medoids,
               double *loss) {
    place *places = malloc((size_t)n * sizeof *places);
    double *losses = malloc(2 * (size_t)k * sizeof *losses), *deltas = losses + k;
    if (places == NULL || losses == NULL) {
        free(places);
        free(losses);
        return -1;
    }
    if (builds)
        build(distances, counts, n, k, medoids, places);
    *loss = assign(distances, counts, n, k, medoids, places, losses);
    int64_t without = 0, best = -1; /* candidates since the last swap; the best of them */
    int32_t given = 0, own;
    double most = -1e-9 * *loss;
    for (int64_t j = 0; without < n; j = j + 1 < n ? j + 1 : 0) {
        double gain = try_row(distances + j * n, counts, n, k, places, losses, *loss, deltas, &own);
        without++;
        if (gain < most) {
            most = gain;
            best = j;
            given = own;
        }
        /* From a drawn start any gain is taken at once; from a built one, as PAM does, the largest after a full round. */
        if (best >= 0 && (!builds || without == n)) {
            medoids[given] = best;
            *loss = assign(distances, counts, n, k, medoids, places, losses);
            most = -1e-9 * *loss;
            best = -1;
            without = 0;
        }
    }
    free(places);
    free(losses);
    return 0;
}
