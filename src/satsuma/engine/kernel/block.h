/* One block of 64 customers at work, and how values are read. */
#ifndef SATSUMA_BLOCK_H
#define SATSUMA_BLOCK_H

#include "satsuma.h"

#include <math.h>

#define LANES 64
#define MISSING INT64_MIN

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__)
#define FAST __attribute__((target_clones("avx2,popcnt", "default")))
#else
#define FAST
#endif

typedef __int128 wide;

typedef union {
    int64_t i[LANES];
    double d[LANES];
} lanes;

typedef struct {
    int64_t *values;
    int64_t n;
    int64_t room;
} list;

typedef struct {
    const ss_program *program;
    lanes *registers;
    uint64_t *words;
    list *lists;
    int64_t base; /* the customer of lane 0 */
    int from;     /* lanes from <= lane < to are asked for */
    int to;
    int is_out_of_memory;
} block;

static inline int64_t read_raw(const ss_column *column, int64_t row) {
    switch (column->width) {
    case 0: return row;
    case 1: return ((const int8_t *)column->data)[row];
    case 2: return ((const int16_t *)column->data)[row];
    case 4: return ((const int32_t *)column->data)[row];
    default: return ((const int64_t *)column->data)[row];
    }
}

static inline int64_t read_integer(const ss_column *column, int64_t row) {
    int64_t value = read_raw(column, row);
    return value == column->missing ? MISSING : value;
}

/* What is not finite is missing. */
static inline double read_double(const ss_column *column, int64_t row) {
    double value = ((const double *)column->data)[row];
    return isfinite(value) ? value : NAN;
}

static inline int64_t fit(wide value) {
    return value > INT64_MAX || value <= INT64_MIN ? MISSING : (int64_t)value;
}

int64_t local_day(const ss_program *program, int64_t seconds);
int is_taken(const ss_program *program, const ss_history *history, int64_t row);
void walk_histories(block *at, const ss_walk *walk);
void start_parts(block *at, const ss_group *group);
void combine_parts(block *at, const ss_group *group);
int64_t count_distinct(list *values);
int push(list *values, int64_t value);
uint64_t match_sequence(const block *at, const ss_sequence *sequence);
void run_value(block *at, const ss_op *op);
void run_test(block *at, const ss_op *op);

#endif
