/* Tests of values: 64 lanes become the 64 bits of a word. */
#include "block.h"
#include "days.h"

#include <string.h>

static const int64_t TENS[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
                               100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
                               10000000000000000, 100000000000000000, 1000000000000000000};

/* 64 bytes of 0 or 1 become 64 bits, lane 0 the lowest: the product gathers eight bytes' lowest bits at the top. */
static inline uint64_t pack(const uint8_t *truths) {
    uint64_t word = 0;
    for (int k = 0; k < 8; k++) {
        uint64_t bytes = 0;
        for (int j = 0; j < 8; j++) bytes |= (uint64_t)truths[8 * k + j] << (8 * j);
        word |= ((bytes * 0x0102040810204080u) >> 56) << (8 * k);
    }
    return word;
}

FAST static uint64_t test_range(const int64_t *values, int64_t low, int64_t high) {
    uint8_t truths[LANES];
    for (int k = 0; k < LANES; k++) truths[k] = (values[k] >= low) & (values[k] <= high);
    return pack(truths);
}

FAST static uint64_t test_range_double(const double *values, double low, double high) {
    uint8_t truths[LANES];
    for (int k = 0; k < LANES; k++) truths[k] = (values[k] >= low) & (values[k] <= high);
    return pack(truths);
}

static inline int holds(int32_t relation, int sign) {
    switch (relation) {
    case SS_EQUAL: return sign == 0;
    case SS_LESS: return sign < 0;
    case SS_AT_MOST: return sign <= 0;
    case SS_MORE: return sign > 0;
    default: return sign >= 0;
    }
}

static uint64_t compare(const block *at, const ss_op *op) {
    const int64_t *a = at->registers[op->a].i, *b = at->registers[op->b].i;
    uint64_t word = 0;
    for (int k = at->from; k < at->to; k++) {
        if (a[k] == MISSING || b[k] == MISSING) continue;
        wide left = (wide)a[k] * TENS[op->x], right = (wide)b[k] * TENS[op->y];
        word |= (uint64_t)holds(op->c, (left > right) - (left < right)) << k;
    }
    return word;
}

static uint64_t compare_double(const block *at, const ss_op *op) {
    const double *a = at->registers[op->a].d, *b = at->registers[op->b].d;
    uint64_t word = 0;
    for (int k = at->from; k < at->to; k++) {
        if (a[k] != a[k] || b[k] != b[k]) continue;
        word |= (uint64_t)holds(op->c, (a[k] > b[k]) - (a[k] < b[k])) << k;
    }
    return word;
}

/* top / bottom against x * 10^-d, cross-multiplied: top * 10^d ? x * bottom, the power on the other side for a negative d.
 * False where 128 bits do not suffice. */
static int holds_ratio(const ss_op *op, int64_t top, int64_t bottom) {
    wide left = top, right = (wide)op->x * bottom, *scaled = op->d < 0 ? &right : &left;
    for (int32_t rest = op->d < 0 ? -op->d : op->d; rest > 0; rest -= 18)
        if (__builtin_mul_overflow(*scaled, (wide)TENS[rest < 18 ? rest : 18], scaled)) return 0;
    int sign = (left > right) - (left < right);
    return holds(op->c, bottom < 0 ? -sign : sign);
}

static uint64_t test_ratio(const block *at, const ss_op *op) {
    const int64_t *a = at->registers[op->a].i, *b = at->registers[op->b].i;
    uint64_t word = 0;
    for (int k = at->from; k < at->to; k++) {
        if (a[k] == MISSING || b[k] == MISSING || b[k] == 0) continue;
        word |= (uint64_t)holds_ratio(op, a[k], b[k]) << k;
    }
    return word;
}

/* Up to eight tests of one code at once: bit t of the code's byte is test t. */
static void look_up(const block *at, const ss_op *op) {
    const int64_t *values = at->registers[op->a].i;
    const uint8_t *table = at->program->bytes + op->x;
    uint8_t found[LANES] = {0};
    for (int k = at->from; k < at->to; k++) found[k] = table[values[k] == MISSING ? 0 : values[k] + 1];
    for (int t = 0; t < op->c; t++) {
        uint8_t truths[LANES];
        for (int k = 0; k < LANES; k++) truths[k] = (found[k] >> t) & 1;
        at->words[op->dst + t] = pack(truths);
    }
}

static uint64_t test_set(const block *at, const ss_op *op) {
    const ss_set *set = at->program->sets + op->a;
    const int64_t *rows = at->registers[op->b].i;
    uint64_t word = 0, asked = (uint64_t)op->y;
    for (int k = at->from; k < at->to; k++) {
        if (rows[k] == MISSING) continue;
        int64_t first = set->offsets[rows[k]], end = set->offsets[rows[k] + 1];
        uint64_t found = 0;
        int truth = first < end;
        if (truth && op->op == SS_SET_TEST) {
            for (int64_t row = first; row < end; row++)
                found |= at->program->masks[op->x + read_raw(&set->codes, row)];
            truth = op->c == 0 ? found != 0 : op->c == 1 ? found == asked : found == 0;
        }
        word |= (uint64_t)truth << k;
    }
    return word;
}

static uint64_t test_anniversary(const block *at, const ss_op *op) {
    const int64_t *values = at->registers[op->a].i;
    int64_t first_year = date_of(op->x).year, last_year = date_of(op->y).year;
    uint64_t word = 0;
    for (int k = at->from; k < at->to; k++) {
        if (values[k] == MISSING) continue;
        date born = date_of(local_day(at->program, values[k]));
        for (int64_t year = first_year > born.year ? first_year : born.year + 1; year <= last_year; year++) {
            int length = month_length(year, born.month);
            int64_t day = day_of(year, born.month, born.day < length ? born.day : length);
            if (day < op->x) continue;
            word |= (uint64_t)(day <= op->y) << k;
            break;
        }
    }
    return word;
}

static double as_double(int64_t bits) {
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

void run_test(block *at, const ss_op *op) {
    const ss_program *program = at->program;
    const lanes *registers = at->registers;
    uint64_t *words = at->words, *to = words + op->dst;
    switch (op->op) {
    case SS_RANGE: *to = test_range(registers[op->a].i, op->x, op->y); break;
    case SS_RANGE_DOUBLE: *to = test_range_double(registers[op->a].d, as_double(op->x), as_double(op->y)); break;
    case SS_COMPARE: *to = compare(at, op); break;
    case SS_COMPARE_DOUBLE: *to = compare_double(at, op); break;
    case SS_RATIO: *to = test_ratio(at, op); break;
    case SS_TABLE: look_up(at, op); break;
    case SS_SET_TEST: case SS_SET_KNOWN: *to = test_set(at, op); break;
    case SS_ANNIVERSARY: *to = test_anniversary(at, op); break;
    case SS_SEQUENCE: *to = match_sequence(at, program->sequences + op->a); break;
    case SS_INPUT: *to = program->inputs[op->a][at->base / LANES]; break;
    case SS_ALL: *to = ~(uint64_t)0; break;
    case SS_AND: *to = words[op->a] & words[op->b]; break;
    case SS_OR: *to = words[op->a] | words[op->b]; break;
    case SS_AND_NOT: *to = words[op->a] & ~words[op->b]; break;
    default: *to = ~words[op->a];
    }
}
