/* Greedy k-means++ (Arthur & Vassilvitskii 2007): each next centre is the best of some rows drawn in proportion to their cost.
 * The first k centres of a longer start are the start with k centres, so that fits of several k share it. */
#include "lloyd.h"

#include <float.h>
#include <string.h>

/* SplitMix64 (Steele, Lea & Flood 2014). */
double ss_draw(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

int64_t ss_pick(const double *running, int64_t n, uint64_t *state) {
    double total = running[n - 1], aim = ss_draw(state) * total;
    if (!(total > 0)) return -1;
    int64_t low = 0, high = n - 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (running[middle] > aim) high = middle;
        else low = middle + 1;
    }
    while (low > 0 && running[low] == running[low - 1]) low--;
    return low;
}

/* What would be left with each candidate as one more centre. */
FAST static void weigh(const room *at, double *left) {
    double sum[TRIALS] = {0};
    for (int64_t i = 0; i < at->n; i++)
        for (int t = 0; t < TRIALS; t++) {
            double square = at->trial[i * TRIALS + t];
            sum[t] += at->weight[i] * (square < at->near[i] ? square : at->near[i]);
        }
    memcpy(left, sum, sizeof sum);
}

void ss_begin(room *at) {
    double sum = 0;
    for (int64_t i = 0; i < at->n; i++) {
        at->near[i] = DBL_MAX;
        at->origin[i] = 0;
        at->running[i] = sum += at->weight[i];
    }
}

/* Where there are fewer distinct rows than centres, the first centre is repeated: nobody is nearer to the copies. The first
 * centre is not chosen among candidates. */
void ss_add_centre(room *at, int32_t h, uint64_t *state) {
    int64_t width = at->points->width, found = ss_pick(at->running, at->n, state);
    double left[TRIALS], sum = 0, *origin = at->origins + h * width;
    if (found < 0) {
        memcpy(origin, at->origins, (size_t)width * sizeof(double));
        return;
    }
    for (int32_t t = 0; t < TRIALS; t++) {
        ss_copy_row(at->points, at->rows[found], at->candidates + t * width);
        if (h > 0) found = ss_pick(at->running, at->n, state);
    }
    ss_prepare(at->points, at->candidates, TRIALS, at->table);
    ss_squares(at->points, at->table, TRIALS, at->rows, at->n, at->trial);
    weigh(at, left);
    int32_t best = ss_least(left, TRIALS);
    memcpy(origin, at->candidates + best * width, (size_t)width * sizeof(double));
    for (int64_t i = 0; i < at->n; i++) {
        double square = at->trial[i * TRIALS + best];
        int is_nearer = square < at->near[i];
        at->near[i] = is_nearer ? square : at->near[i];
        at->origin[i] += (h - at->origin[i]) & -is_nearer;
        at->running[i] = sum += at->weight[i] * at->near[i];
    }
}
