/* Lloyd's iterations with weights, then, where asked for, Hartigan's transfers, until neither changes anything, and swaps. For numbers, Hamerly's bounds
 * (2010, SDM 130-140) skip rows that cannot change. Every sum runs in the order of the rows. */
#include "lloyd.h"

#include <float.h>
#include <string.h>

/* What counts as better: rounding is no reason to move. */
static const double CLEARLY = 1 - 1e-9;

static void sum_groups(room *at) {
    memset(at->sums, 0, (size_t)(at->k * at->stride) * sizeof(double));
    memset(at->size, 0, (size_t)at->k * sizeof(double));
    for (int64_t i = 0; i < at->n; i++) {
        at->size[at->label[i]] += at->weight[i];
        ss_add_row(at->points, at->rows[i], at->weight[i], at->sums + at->label[i] * at->stride);
    }
}

static void change_group(room *at, int64_t i, int32_t h) {
    at->size[at->label[i]] -= at->weight[i];
    ss_add_row(at->points, at->rows[i], -at->weight[i], at->sums + at->label[i] * at->stride);
    at->size[h] += at->weight[i];
    ss_add_row(at->points, at->rows[i], at->weight[i], at->sums + h * at->stride);
    at->label[i] = h;
}

static int64_t end_block(const room *at, int64_t first) {
    return first + SS_ROWS < at->n ? first + SS_ROWS : at->n;
}

/* Squared distances of the rows at positions first .. last to the centres, as prepared. */
static void measure(room *at, int64_t first, int64_t last) {
    ss_squares(at->points, at->table, at->padded, at->rows + first, last - first, at->block);
}

/* The position whose row costs most where it is, in a group with others; -1 where none costs anything. */
static int64_t find_worst(room *at) {
    int64_t worst = -1;
    double most = 0;
    for (int64_t first = 0; first < at->n; first += SS_ROWS) {
        int64_t last = end_block(at, first);
        measure(at, first, last);
        for (int64_t i = first; i < last; i++) {
            double cost = at->weight[i] * at->block[(i - first) * at->padded + at->label[i]];
            if (cost > most && at->size[at->label[i]] > at->weight[i]) most = cost, worst = i;
        }
    }
    return worst;
}

/* Give each empty group a row. */
static void refill(room *at) {
    for (int32_t h = 0; h < at->k; h++) {
        int64_t worst = at->size[h] > 0 ? -1 : find_worst(at);
        if (worst < 0) continue;
        change_group(at, worst, h);
        at->upper[worst] = DBL_MAX;
        at->lower[worst] = 0;
    }
}

/* Centres to the means of their groups; how far each moved. */
static void move_centres(room *at) {
    int64_t width = at->points->width;
    for (int32_t h = 0; h < at->k; h++) {
        double square = 0, *centre = at->centres + h * width;
        for (int64_t j = 0; j < width && at->size[h] > 0; j++) {
            double mean = at->sums[h * at->stride + j] / at->size[h], way = mean - centre[j];
            square += way * way;
            centre[j] = mean;
        }
        at->move[h] = square;
    }
    ss_prepare(at->points, at->centres, at->k, at->table);
}

static void find_reach(room *at) {
    int64_t width = at->points->width;
    for (int32_t h = 0; h < at->k; h++) {
        double nearest = DBL_MAX;
        for (int32_t other = 0; other < at->k; other++) {
            double square = 0;
            for (int64_t j = 0; j < width; j++) {
                double way = at->centres[h * width + j] - at->centres[other * width + j];
                square += way * way;
            }
            if (other != h && square < nearest) nearest = square;
        }
        at->reach[h] = sqrt(nearest) / 2;
        at->move[h] = sqrt(at->move[h]);
    }
}

static inline double find_least(const double *square, int32_t k) {
    double least = square[0];
    for (int32_t h = 1; h < k; h++) least = square[h] < least ? square[h] : least;
    return least;
}

/* The two smallest. Without branches: which centre is nearer cannot be foreseen. */
static inline void find_two(const double *square, int32_t k, double *least, double *second) {
    double first = DBL_MAX, next = DBL_MAX;
    for (int32_t h = 0; h < k; h++) {
        double here = square[h], larger = here > first ? here : first;
        first = here < first ? here : first;
        next = larger < next ? larger : next;
    }
    *least = first;
    *second = next;
}

/* Every row to its nearest centre, where it stays if that is as near; how many changed, and the sum of squares by these
 * centres. */
static int64_t assign(room *at, double *ssw) {
    int64_t changed = 0;
    double sum = 0;
    for (int64_t first = 0; first < at->n; first += SS_ROWS) {
        int64_t last = end_block(at, first);
        measure(at, first, last);
        for (int64_t i = first; i < last; i++) {
            const double *square = at->block + (i - first) * at->padded;
            double least;
            if (at->is_transferring) {
                find_two(square, at->k, &least, at->lower + i);
                at->upper[i] = least;
            } else least = find_least(square, at->k);
            sum += at->weight[i] * least;
            if (square[at->label[i]] == least) continue;
            change_group(at, i, ss_least(square, at->k));
            changed++;
        }
    }
    *ssw = sum;
    return changed;
}

/* The same for the rows at these positions, whose bounds become the distances. */
static int64_t assign_some(room *at, const int64_t *places, const int32_t *rows, int64_t m) {
    int64_t changed = 0;
    ss_squares(at->points, at->table, at->padded, rows, m, at->block);
    for (int64_t b = 0; b < m; b++) {
        const double *square = at->block + b * at->padded;
        double least, second;
        int64_t i = places[b];
        find_two(square, at->k, &least, &second);
        at->upper[i] = sqrt(least);
        at->lower[i] = sqrt(second);
        if (square[at->label[i]] == least) continue;
        change_group(at, i, ss_least(square, at->k));
        changed++;
    }
    return changed;
}

/* The same for all rows, but only those that may have changed are measured. */
static int64_t assign_bounded(room *at) {
    int64_t changed = 0, m = 0, places[SS_ROWS];
    int32_t rows[SS_ROWS], mover = 0;
    double farthest = 0, next = 0;
    find_reach(at);
    for (int32_t h = 0; h < at->k; h++) {
        if (at->move[h] > farthest) next = farthest, farthest = at->move[h], mover = h;
        else if (at->move[h] > next) next = at->move[h];
    }
    for (int64_t i = 0; i < at->n; i++) {
        int32_t own = at->label[i];
        double upper = at->upper[i] + at->move[own], lower = at->lower[i] - (own == mover ? next : farthest);
        at->upper[i] = upper;
        at->lower[i] = lower > 0 ? lower : 0;
        if (upper < (lower > at->reach[own] ? lower : at->reach[own])) continue;
        places[m] = i;
        rows[m++] = at->rows[i];
        if (m < SS_ROWS) continue;
        changed += assign_some(at, places, rows, m);
        m = 0;
    }
    return changed + assign_some(at, places, rows, m);
}

/* The squared distance of a position's row to the mean of a group as it is now. */
static double measure_now(room *at, int64_t i, int32_t h) {
    double square = 0, part = 1 / at->size[h], *values = at->candidates;
    ss_copy_row(at->points, at->rows[i], values);
    for (int64_t j = 0; j < at->points->width; j++) {
        double way = values[j] - at->sums[h * at->stride + j] * part;
        square += way * way;
    }
    return square;
}

/* Move these rows where that still lowers the sum of squares after those moved before; how many changed. */
static int64_t transfer_some(room *at, const int64_t *places, const int32_t *rows, int64_t m) {
    int64_t changed = 0;
    ss_squares(at->points, at->table, at->padded, rows, m, at->block);
    for (int64_t b = 0; b < m; b++) {
        int64_t i = places[b];
        const double *square = at->block + b * at->padded, weight = at->weight[i];
        int32_t own = at->label[i], to = own;
        double rest = at->size[own] - weight, least = square[own] * at->size[own] / rest;
        for (int32_t h = 0; h < at->k && rest > 0; h++) {
            double cost = square[h] * at->size[h] / (at->size[h] + weight);
            if (h != own && cost < least) least = cost, to = h;
        }
        if (to == own) continue;
        double now = measure_now(at, i, own) * at->size[own] / rest;
        double then = measure_now(at, i, to) * at->size[to] / (at->size[to] + weight);
        if (!(then < now * CLEARLY)) continue;
        change_group(at, i, to);
        at->upper[i] = DBL_MAX;
        at->lower[i] = 0;
        changed++;
    }
    return changed;
}

/* Hartigan's step (1975): a row changes its group where that lowers the sum of squares, both centres moving along. Where that
 * changes nothing, Lloyd's step changes nothing, but not the other way round: these solutions are better. */
static int64_t transfer(room *at, int is_bounded) {
    int64_t changed = 0, m = 0, places[SS_ROWS];
    int32_t rows[SS_ROWS];
    double smallest = DBL_MAX;
    for (int32_t h = 0; h < at->k; h++)
        if (at->size[h] > 0 && at->size[h] < smallest) smallest = at->size[h];
    for (int64_t i = 0; i < at->n; i++) {
        double weight = at->weight[i], size = at->size[at->label[i]], upper = at->upper[i], lower = at->lower[i];
        if (is_bounded) upper *= upper, lower *= lower;
        if (lower * smallest * (size - weight) >= upper * size * (smallest + weight) || size <= weight) continue;
        places[m] = i;
        rows[m++] = at->rows[i];
        if (m < SS_ROWS) continue;
        changed += transfer_some(at, places, rows, m);
        m = 0;
    }
    return changed + transfer_some(at, places, rows, m);
}

static double sum_squares(room *at) {
    double sum = 0;
    for (int64_t first = 0; first < at->n; first += SS_ROWS) {
        int64_t last = end_block(at, first);
        measure(at, first, last);
        for (int64_t i = first; i < last; i++)
            sum += at->weight[i] * at->block[(i - first) * at->padded + at->label[i]];
    }
    return sum;
}

/* The centres and groups of a start or of a swap on and back. */
static void copy_solution(const room *at, double *centres, int32_t *label, const double *from, const int32_t *from_label) {
    memcpy(centres, from, (size_t)(at->k * at->points->width) * sizeof *centres);
    memcpy(label, from_label, (size_t)at->n * sizeof *label);
}

/* A centre drawn at random goes to a row drawn in proportion to its cost, and every row to what is nearest then. */
static void swap_centre(room *at, uint64_t *state) {
    double sum = 0;
    for (int64_t first = 0; first < at->n; first += SS_ROWS) {
        int64_t last = end_block(at, first);
        measure(at, first, last);
        for (int64_t i = first; i < last; i++)
            at->lower[i] = sum += at->weight[i] * at->block[(i - first) * at->padded + at->label[i]];
    }
    int64_t found = ss_pick(at->lower, at->n, state);
    if (found < 0) return;
    int32_t gone = (int32_t)(ss_draw(state) * at->k);
    ss_copy_row(at->points, at->rows[found], at->centres + gone * at->points->width);
    ss_prepare(at->points, at->centres, at->k, at->table);
    for (int64_t first = 0; first < at->n; first += SS_ROWS) {
        int64_t last = end_block(at, first);
        measure(at, first, last);
        for (int64_t i = first; i < last; i++) at->label[i] = ss_least(at->block + (i - first) * at->padded, at->k);
    }
}

double ss_improve(room *at, double ssw, int32_t swaps, int32_t most, uint64_t *state) {
    copy_solution(at, at->kept, at->kept_label, at->centres, at->label);
    for (int32_t s = 0; s < swaps; s++) {
        swap_centre(at, state);
        double now = ss_iterate(at, most);
        if (now < ssw * CLEARLY) {
            ssw = now;
            copy_solution(at, at->kept, at->kept_label, at->centres, at->label);
        } else {
            copy_solution(at, at->centres, at->label, at->kept, at->kept_label);
            ss_prepare(at->points, at->centres, at->k, at->table);
        }
    }
    return ssw;
}

double ss_iterate(room *at, int32_t most) {
    int is_bounded = at->points->numbers != NULL;
    int64_t changed = 1;
    double ssw = 0;
    for (int64_t i = 0; i < at->n; i++) at->upper[i] = DBL_MAX, at->lower[i] = 0;
    sum_groups(at);
    ss_prepare(at->points, at->centres, at->k, at->table);
    for (int32_t round = 0; round < most && changed; round++) {
        refill(at);
        move_centres(at);
        changed = is_bounded ? assign_bounded(at) : assign(at, &ssw);
        if (!changed && at->is_transferring) changed = transfer(at, is_bounded);
    }
    if (!is_bounded && !changed) return ssw;
    if (is_bounded) sum_groups(at); /* of items they are whole numbers, exact as they are */
    move_centres(at);
    return sum_squares(at);
}
