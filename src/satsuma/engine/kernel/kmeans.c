/* Whole fits of k-means: many samples, many k, each the best of some starts; and the nearest centre of each row. */
#include "lloyd.h"

#include <stdlib.h>
#include <string.h>

/* Which rows count in these fits, and how much. */
static void enter(room *at, const int32_t *counts) {
    at->n = 0;
    for (int64_t i = 0; i < at->points->n; i++) {
        if (counts && counts[i] <= 0) continue;
        at->rows[at->n] = (int32_t)i;
        at->weight[at->n++] = counts ? counts[i] : 1;
    }
}

/* One fit from the start as far as it is; kept where it is the best so far. */
static void run_start(room *at, const ss_fit *fit, int32_t s, int32_t most, uint64_t *state) {
    size_t bytes = (size_t)(fit->k * at->points->width) * sizeof(double);
    at->k = fit->k;
    at->padded = fit->k + fit->k % 2;
    memcpy(at->centres, at->origins, bytes);
    memcpy(at->label, at->origin, (size_t)at->n * sizeof *at->label);
    at->is_transferring = fit->is_thorough;
    double ssw = ss_iterate(at, most);
    int is_swapping = fit->is_thorough && fit->swaps > 0 && fit->k > 1;
    if (is_swapping) ssw = ss_improve(at, ssw, fit->swaps, most, state);
    int is_best = 1;
    for (int32_t before = 0; before < s; before++) is_best &= fit->ssw[before] > ssw;
    if (is_best) memcpy(fit->centres, is_swapping ? at->kept : at->centres, bytes);
    fit->ssw[s] = ssw;
}

static int is_related(const ss_fit *a, const ss_fit *b) {
    return a->counts == b->counts && a->seed == b->seed && a->first_start == b->first_start && a->starts == b->starts &&
           a->k <= b->k;
}

static void leave_empty(const room *at, const ss_fit *fit) {
    memset(fit->centres, 0, (size_t)(fit->k * at->points->width) * sizeof(double));
    memset(fit->ssw, 0, (size_t)fit->starts * sizeof(double));
}

/* Fits of the same sample and starts, with rising k, share the starts. */
static int run_family(room *at, const ss_fit *fits, int64_t n, int32_t most) {
    enter(at, fits->counts);
    for (int64_t f = 0; f < n && at->n == 0; f++) leave_empty(at, fits + f);
    for (int32_t s = 0; s < fits->starts && at->n > 0; s++) {
        uint64_t state = fits->seed + 0xd1342543de82ef95u * ((uint64_t)fits->first_start + (uint64_t)s);
        int32_t centres = 0;
        ss_begin(at);
        for (int64_t f = 0; f < n; f++) {
            while (centres < fits[f].k) ss_add_centre(at, centres++, &state);
            uint64_t swapping = state;
            run_start(at, fits + f, s, most, &swapping);
        }
    }
    int failed = 0;
    for (int64_t f = 0; f < n; f++)
        if (fits[f].labels)
            failed |= ss_nearest(at->points, fits[f].centres, fits[f].k, 0, at->points->n, fits[f].labels);
    return failed;
}

static int run_fits(room *at, const ss_fit *fits, int64_t n_fits, int32_t most) {
    int failed = 0;
    for (int64_t f = 0, n; f < n_fits && !failed; f += n) {
        for (n = 1; f + n < n_fits && is_related(fits + f + n - 1, fits + f + n);) n++;
        failed = run_family(at, fits + f, n, most);
    }
    return failed;
}

/* The next `n` doubles of the room's memory. */
static double *take(double **free_from, int64_t n) {
    double *taken = *free_from;
    *free_from += n;
    return taken;
}

int ss_kmeans(const ss_points *points, const ss_fit *fits, int64_t n_fits, int32_t most) {
    int32_t k = TRIALS;
    for (int64_t f = 0; f < n_fits; f++) k = fits[f].k > k ? fits[f].k : k;
    room at = {.points = points, .stride = ss_stride(points)};
    int64_t n = points->n, width = points->width, table = ss_table_size(points, k + 1);
    int64_t all = n * (5 + TRIALS) + (3 * k + TRIALS) * width + k * at.stride + 3 * k + table + SS_ROWS * (k + 1);
    double *doubles = malloc((size_t)all * sizeof(double)), *from = doubles;
    int32_t *integers = malloc((size_t)(4 * n + 1) * sizeof(int32_t));
    int failed = -1;
    if (doubles && integers) {
        at.rows = integers;
        at.origin = integers + n;
        at.label = integers + 2 * n;
        at.kept_label = integers + 3 * n;
        at.weight = take(&from, n);
        at.near = take(&from, n);
        at.running = take(&from, n);
        at.upper = take(&from, n);
        at.lower = take(&from, n);
        at.trial = take(&from, n * TRIALS);
        at.origins = take(&from, k * width);
        at.centres = take(&from, k * width);
        at.kept = take(&from, k * width);
        at.candidates = take(&from, TRIALS * width);
        at.sums = take(&from, k * at.stride);
        at.size = take(&from, k);
        at.move = take(&from, k);
        at.reach = take(&from, k);
        at.table = take(&from, table);
        at.block = take(&from, SS_ROWS * (k + 1));
        failed = run_fits(&at, fits, n_fits, most);
    }
    free(doubles);
    free(integers);
    return failed;
}

/* The squared distances of a range of rows to all centres, a block of rows at a time. */
typedef struct {
    double *table;
    double *block;
    int32_t padded;
} measuring;

static int open_measuring(measuring *with, const ss_points *points, const double *centres, int32_t k) {
    with->padded = k + k % 2;
    with->table = malloc((size_t)ss_table_size(points, with->padded) * sizeof(double));
    with->block = malloc((size_t)(SS_ROWS * with->padded) * sizeof(double));
    if (!with->table || !with->block) return -1;
    ss_prepare(points, centres, k, with->table);
    return 0;
}

static int64_t measure_block(const measuring *with, const ss_points *points, int64_t first, int64_t last) {
    int32_t rows[SS_ROWS];
    int64_t n = last - first < SS_ROWS ? last - first : SS_ROWS;
    for (int64_t r = 0; r < n; r++) rows[r] = (int32_t)(first + r);
    ss_squares(points, with->table, with->padded, rows, n, with->block);
    return n;
}

static int close_measuring(measuring *with, int result) {
    free(with->table);
    free(with->block);
    return result;
}

int ss_nearest(const ss_points *points, const double *centres, int32_t k, int64_t first, int64_t last, int16_t *labels) {
    measuring with;
    if (open_measuring(&with, points, centres, k)) return close_measuring(&with, -1);
    for (int64_t n; first < last; first += n) {
        n = measure_block(&with, points, first, last);
        for (int64_t r = 0; r < n; r++) labels[first + r] = (int16_t)ss_least(with.block + r * with.padded, k);
    }
    return close_measuring(&with, 0);
}

int ss_distances(const ss_points *points, const double *centres, int32_t k, int64_t first, int64_t last, double *squares) {
    measuring with;
    if (open_measuring(&with, points, centres, k)) return close_measuring(&with, -1);
    for (int64_t n; first < last; first += n) {
        n = measure_block(&with, points, first, last);
        for (int64_t r = 0; r < n; r++)
            memcpy(squares + (first + r) * k, with.block + r * with.padded, (size_t)k * sizeof(double));
    }
    return close_measuring(&with, 0);
}
