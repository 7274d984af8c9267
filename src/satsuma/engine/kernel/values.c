/* Values of a block: loads, arithmetic, dates. */
#include "block.h"
#include "days.h"

#include <string.h>

static const int64_t TENS[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
                               100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
                               10000000000000000, 100000000000000000, 1000000000000000000};

/* The local calendar day on which a moment lies. */
int64_t local_day(const ss_program *program, int64_t seconds) {
    int64_t low = 0, high = program->n_zone - 1;
    while (low < high) {
        int64_t middle = (low + high + 1) / 2;
        if (program->zone_from[middle] <= seconds) low = middle;
        else high = middle - 1;
    }
    return floor_divide(seconds + program->zone_offset[low], 86400);
}

static int64_t elapsed(const ss_program *program, int64_t seconds, int32_t span, int64_t today) {
    int64_t day = local_day(program, seconds);
    if (span == 0) return today - day;
    int is_ahead = day > today;
    date early = date_of(is_ahead ? today : day), late = date_of(is_ahead ? day : today);
    int64_t months = (late.year - early.year) * 12 + late.month - early.month;
    int length = month_length(late.year, late.month);
    if (late.day < (early.day < length ? early.day : length)) months--;
    int64_t units = span == 1 ? months : months / 12;
    return is_ahead ? -units : units;
}

static void load(block *at, const ss_op *op) {
    const ss_column *column = at->program->columns + op->a;
    int64_t *to = at->registers[op->dst].i, base = at->base;
    int64_t missing = column->missing;
#define LOAD(type)                                                                    \
    for (int k = at->from; k < at->to; k++) {                                         \
        int64_t value = ((const type *)column->data)[base + k];                       \
        to[k] = value == missing ? MISSING : value;                                   \
    }                                                                                 \
    break
    switch (column->width) {
    case 0:
        for (int k = at->from; k < at->to; k++) to[k] = base + k;
        break;
    case 1: LOAD(int8_t);
    case 2: LOAD(int16_t);
    case 4: LOAD(int32_t);
    default: LOAD(int64_t);
    }
#undef LOAD
}

static void calculate(block *at, const ss_op *op) {
    const int64_t *a = at->registers[op->a].i, *b = at->registers[op->b].i;
    int64_t *to = at->registers[op->dst].i;
    for (int k = at->from; k < at->to; k++) {
        wide result;
        if (a[k] == MISSING || b[k] == MISSING) {
            to[k] = MISSING;
            continue;
        }
        if (op->op == SS_MULTIPLY) result = (wide)a[k] * b[k];
        else if (op->op == SS_ADD) result = (wide)a[k] * TENS[op->c] + (wide)b[k] * TENS[op->d];
        else result = (wide)a[k] * TENS[op->c] - (wide)b[k] * TENS[op->d];
        to[k] = fit(result);
    }
}

static void calculate_double(block *at, const ss_op *op) {
    const double *a = at->registers[op->a].d, *b = at->registers[op->b].d;
    double *to = at->registers[op->dst].d;
    for (int k = at->from; k < at->to; k++) {
        double result;
        switch (op->op) {
        case SS_ADD_DOUBLE: result = a[k] + b[k]; break;
        case SS_SUBTRACT_DOUBLE: result = a[k] - b[k]; break;
        case SS_MULTIPLY_DOUBLE: result = a[k] * b[k]; break;
        default: result = b[k] == 0 ? NAN : a[k] / b[k];
        }
        to[k] = isfinite(result) ? result : NAN;
    }
}

void run_value(block *at, const ss_op *op) {
    const ss_program *program = at->program;
    lanes *registers = at->registers;
    int64_t *to = registers[op->dst].i;
    const int64_t *a = registers[op->a].i, *b = registers[op->b].i;
    int from = at->from, end = at->to;
    switch (op->op) {
    case SS_CONSTANT:
        for (int k = 0; k < LANES; k++) to[k] = op->x;
        break;
    case SS_LOAD: load(at, op); break;
    case SS_LOAD_DOUBLE:
        for (int k = from; k < end; k++)
            registers[op->dst].d[k] = read_double(program->columns + op->a, at->base + k);
        break;
    case SS_ADD: case SS_SUBTRACT: case SS_MULTIPLY: calculate(at, op); break;
    case SS_DIFFERENCE:
        for (int k = 0; k < LANES; k++) to[k] = a[k] - b[k];
        break;
    case SS_TO_DOUBLE:
        for (int k = 0; k < LANES; k++) {
            double value = a[k] == MISSING ? NAN : (double)a[k] / (double)TENS[op->c];
            registers[op->dst].d[k] = value;
        }
        break;
    case SS_ADD_DOUBLE: case SS_SUBTRACT_DOUBLE: case SS_MULTIPLY_DOUBLE: case SS_DIVIDE_DOUBLE:
        calculate_double(at, op);
        break;
    case SS_ELAPSED:
        for (int k = from; k < end; k++) to[k] = a[k] == MISSING ? MISSING : elapsed(program, a[k], op->c, op->x);
        break;
    case SS_REMAP:
        for (int k = from; k < end; k++) to[k] = a[k] == MISSING ? MISSING : program->numbers[op->x + a[k]];
        break;
    case SS_EDGE:
        for (int k = from; k < end; k++) to[k] = a[k] == MISSING ? op->y : a[k] + op->x;
        break;
    case SS_WALK: walk_histories(at, program->walks + op->a); break;
    default: memcpy(program->values[op->x] + at->base + from, a + from, (size_t)(end - from) * sizeof(int64_t));
    }
}
