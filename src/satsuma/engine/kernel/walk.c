/* The walk over the events of one type: each row's bucket and filters give the groups that take it. */
#include "block.h"

static inline int64_t find_index(const ss_program *program, const ss_test *test, int64_t row) {
    const ss_column *column = program->columns + test->column;
    const int64_t *cuts = program->numbers + test->cuts;
    int64_t index = 0;
    switch (test->form) {
    case SS_BY_CODE: return read_raw(column, row) + 1;
    case SS_BY_BIT: return (((const uint64_t *)column->data)[row >> 6] >> (row & 63)) & 1;
    case SS_BY_DOUBLE_CUTS: {
        double value = read_double(column, row);
        for (int64_t k = 0; k < test->n_cuts; k++) {
            union { int64_t bits; double number; } cut = {.bits = cuts[k]};
            index += cut.number <= value;
        }
        return index;
    }
    default: {
        int64_t value = read_integer(column, row), above = test->n_cuts;
        while (above - index > 4) {
            int64_t middle = (index + above) / 2;
            if (cuts[middle] <= value) index = middle + 1;
            else above = middle;
        }
        while (index < above && cuts[index] <= value) index++;
        return index;
    }
    }
}

int is_taken(const ss_program *program, const ss_history *history, int64_t row) {
    for (int k = 0; k < history->n_tests; k++) {
        const ss_test *test = program->tests + history->first_test + k;
        if (!(program->masks[test->table + find_index(program, test, row)] & 1)) return 0;
    }
    return 1;
}

static inline void take_row(block *at, const ss_group *group, int64_t bucket, int lane, int64_t row, int64_t time) {
    const ss_program *program = at->program;
    const ss_column *column = program->columns + group->column;
    lanes *part = at->registers + program->numbers[group->slots + bucket];
    int64_t value;
    double number;
    if (group->low >= 0 && time < at->registers[group->low].i[lane]) return;
    if (group->high >= 0 && time > at->registers[group->high].i[lane]) return;
    switch (group->kind) {
    case SS_COUNT: part->i[lane]++; break;
    case SS_SUM:
        value = read_integer(column, row);
        if (value != MISSING) part->i[lane] += value;
        break;
    case SS_SUM_WIDE: {
        value = read_integer(column, row);
        if (value == MISSING) break;
        lanes *high = at->registers + program->numbers[group->parts + 1];
        uint64_t low = (uint64_t)part->i[lane], sum = low + (uint64_t)value;
        high->i[lane] += (value < 0 ? -1 : 0) + (sum < low);
        part->i[lane] = (int64_t)sum;
        break;
    }
    case SS_SUM_DOUBLE:
        number = read_double(column, row);
        if (!isnan(number)) part->d[lane] += number;
        break;
    case SS_MIN:
        value = read_integer(column, row);
        if (value != MISSING && (part->i[lane] == MISSING || value < part->i[lane])) part->i[lane] = value;
        break;
    case SS_MAX:
        value = read_integer(column, row);
        if (value > part->i[lane]) part->i[lane] = value;
        break;
    case SS_MIN_DOUBLE:
        number = read_double(column, row);
        if (!(number >= part->d[lane]) && !isnan(number)) part->d[lane] = number;
        break;
    case SS_MAX_DOUBLE:
        number = read_double(column, row);
        if (!(number <= part->d[lane]) && !isnan(number)) part->d[lane] = number;
        break;
    case SS_FIRST:
        if (part->i[lane] == MISSING) part->i[lane] = read_integer(column, row);
        break;
    case SS_LAST:
        value = read_integer(column, row);
        if (value != MISSING) part->i[lane] = value;
        break;
    case SS_FIRST_DOUBLE:
        if (isnan(part->d[lane])) part->d[lane] = read_double(column, row);
        break;
    case SS_LAST_DOUBLE:
        number = read_double(column, row);
        if (!isnan(number)) part->d[lane] = number;
        break;
    case SS_FIRST_TIME:
        if (part->i[lane] == MISSING) part->i[lane] = time;
        break;
    case SS_LAST_TIME: part->i[lane] = time; break;
    default:
        if (column->is_double) {
            union { double number; int64_t bits; } known = {.number = read_double(column, row) + 0.0};
            if (isnan(known.number)) break;
            value = known.bits;
        } else {
            value = read_integer(column, row);
            if (value == MISSING) break;
        }
        if (push(at->lists + group->list, value)) at->is_out_of_memory = 1;
    }
}

static inline int64_t read_time(const void *data, int width, int64_t row) {
    return width == 4 ? ((const int32_t *)data)[row] : ((const int64_t *)data)[row];
}

/* The first row at or after `moment`. */
static inline int64_t find_row(const void *data, int width, int64_t row, int64_t end, int64_t moment) {
    while (row < end) {
        int64_t middle = row + (end - row) / 2;
        if (read_time(data, width, middle) < moment) row = middle + 1;
        else end = middle;
    }
    return row;
}

static inline __attribute__((always_inline)) void walk_rows(block *at, const ss_walk *walk, int lane, int width) {
    const ss_program *program = at->program;
    const ss_history *history = program->histories + walk->history;
    const ss_group *groups = program->groups + walk->first_group;
    const ss_test *tests = program->tests + history->first_test;
    const int64_t *edges = program->numbers + walk->edges;
    const uint64_t *wanted = program->masks + walk->bucket_masks;
    const void *times = history->time.data;
    const int words = history->mask_words, n_tests = history->n_tests;
    int64_t row = history->offsets[at->base + lane], end = history->offsets[at->base + lane + 1], bucket = 0;
    if (row < end && read_time(times, width, end - 1) >= history->before)
        end = find_row(times, width, row, end, history->before);
    for (; row < end; row++) {
        int64_t time = read_time(times, width, row), index[8];
        int indexed = 0;
        while (bucket < walk->n_edges && edges[bucket] <= time) bucket++;
        for (int word = 0; word < words; word++) {
            uint64_t mask = wanted[bucket * words + word];
            for (int k = 0; k < n_tests && mask; k++) {
                int64_t where;
                if (k < indexed) where = index[k];
                else {
                    where = find_index(program, tests + k, row);
                    if (k < 8 && words > 1) { index[k] = where; indexed = k + 1; }
                }
                mask &= program->masks[tests[k].table + where * words + word];
            }
            for (; mask; mask &= mask - 1)
                take_row(at, groups + 64 * word + __builtin_ctzll(mask), bucket, lane, row, time);
        }
    }
}

void walk_histories(block *at, const ss_walk *walk) {
    const ss_program *program = at->program;
    const ss_history *history = program->histories + walk->history;
    const ss_group *groups = program->groups + walk->first_group;
    for (int g = 0; g < walk->n_groups; g++) start_parts(at, groups + g);
    if (history->offsets[at->base + at->from] == history->offsets[at->base + at->to]) return;
    for (int lane = at->from; lane < at->to; lane++) {
        if (history->time.width == 4) walk_rows(at, walk, lane, 4);
        else walk_rows(at, walk, lane, 8);
        for (int g = 0; g < walk->n_groups; g++) {
            if (groups[g].kind != SS_DISTINCT) continue;
            at->registers[program->numbers[groups[g].parts]].i[lane] = count_distinct(at->lists + groups[g].list);
        }
    }
    for (int g = 0; g < walk->n_groups; g++) combine_parts(at, groups + g);
}
