/* Parts of a group: how they start, and how the newer ones are taken into the older. */
#include "block.h"

#include <stdlib.h>

static lanes *find_part(block *at, const ss_group *group, int64_t k) {
    return at->registers + at->program->numbers[group->parts + k];
}

FAST static void fill(lanes *part, int64_t value) {
    for (int k = 0; k < LANES; k++) part->i[k] = value;
}

void start_parts(block *at, const ss_group *group) {
    int64_t start = MISSING;
    union { double number; int64_t bits; } none = {.number = NAN};
    switch (group->kind) {
    case SS_COUNT: case SS_SUM: case SS_SUM_WIDE: case SS_SUM_DOUBLE: case SS_DISTINCT: start = 0; break;
    case SS_MIN_DOUBLE: case SS_MAX_DOUBLE: case SS_FIRST_DOUBLE: case SS_LAST_DOUBLE: start = none.bits; break;
    default: break;
    }
    for (int64_t k = 0; k < group->n_parts; k++) fill(find_part(at, group, k), start);
}

FAST static void add(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->i[k] += newer->i[k];
}

FAST static void keep_largest(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->i[k] = older->i[k] > newer->i[k] ? older->i[k] : newer->i[k];
}

FAST static void keep_smallest(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++)
        if (older->i[k] == MISSING || (newer->i[k] != MISSING && newer->i[k] < older->i[k])) older->i[k] = newer->i[k];
}

FAST static void keep_largest_double(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++)
        if (isnan(older->d[k]) || newer->d[k] > older->d[k]) older->d[k] = newer->d[k];
}

FAST static void keep_smallest_double(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++)
        if (isnan(older->d[k]) || newer->d[k] < older->d[k]) older->d[k] = newer->d[k];
}

FAST static void prefer_older(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->i[k] = older->i[k] == MISSING ? newer->i[k] : older->i[k];
}

FAST static void prefer_newer(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->i[k] = newer->i[k] == MISSING ? older->i[k] : newer->i[k];
}

static void prefer_older_double(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->d[k] = isnan(older->d[k]) ? newer->d[k] : older->d[k];
}

static void prefer_newer_double(lanes *older, const lanes *newer) {
    for (int k = 0; k < LANES; k++) older->d[k] = isnan(newer->d[k]) ? older->d[k] : newer->d[k];
}

static void drop_infinite(lanes *part) {
    for (int k = 0; k < LANES; k++)
        if (!isfinite(part->d[k])) part->d[k] = NAN;
}

static void narrow(lanes *low, const lanes *high) {
    for (int k = 0; k < LANES; k++)
        if (high->i[k] != (low->i[k] < 0 ? -1 : 0)) low->i[k] = MISSING;
}

void combine_parts(block *at, const ss_group *group) {
    void (*combine)(lanes *, const lanes *) = 0;
    switch (group->kind) {
    case SS_COUNT: case SS_SUM: combine = add; break;
    case SS_MIN: combine = keep_smallest; break;
    case SS_MAX: combine = keep_largest; break;
    case SS_MIN_DOUBLE: combine = keep_smallest_double; break;
    case SS_MAX_DOUBLE: combine = keep_largest_double; break;
    case SS_FIRST: case SS_FIRST_TIME: combine = prefer_older; break;
    case SS_LAST: case SS_LAST_TIME: combine = prefer_newer; break;
    case SS_FIRST_DOUBLE: combine = prefer_older_double; break;
    case SS_LAST_DOUBLE: combine = prefer_newer_double; break;
    case SS_SUM_DOUBLE: drop_infinite(find_part(at, group, 0)); return;
    case SS_SUM_WIDE: narrow(find_part(at, group, 0), find_part(at, group, 1)); return;
    default: return;
    }
    for (int64_t k = group->n_parts - 1; k > 0; k--) combine(find_part(at, group, k - 1), find_part(at, group, k));
}

int push(list *values, int64_t value) {
    if (values->n == values->room) {
        int64_t room = values->room ? 2 * values->room : 64;
        int64_t *grown = realloc(values->values, (size_t)room * sizeof(int64_t));
        if (!grown) return -1;
        values->values = grown;
        values->room = room;
    }
    values->values[values->n++] = value;
    return 0;
}

static int compare(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

/* Counts the list's distinct values and empties it. */
int64_t count_distinct(list *values) {
    int64_t n = values->n, distinct = 0;
    int64_t *at = values->values;
    values->n = 0;
    if (n <= 16) {
        for (int64_t k = 0; k < n; k++) {
            int64_t j = 0;
            while (j < distinct && at[j] != at[k]) j++;
            if (j == distinct) at[distinct++] = at[k];
        }
        return distinct;
    }
    qsort(at, (size_t)n, sizeof(int64_t), compare);
    for (int64_t k = 0; k < n; k++) distinct += k == 0 || at[k] != at[k - 1];
    return distinct;
}
