/* Whole columns at once: who exists, how large numbers are, who is above a threshold, how groups overlap. */
#include "block.h"

void ss_seen(const int64_t *offsets, const ss_column *time, int64_t n, int64_t as_of, uint64_t *words) {
    for (int64_t i = 0; i < n; i++) {
        uint64_t bit = (uint64_t)1 << (i & 63);
        if (words[i >> 6] & bit || offsets[i] == offsets[i + 1]) continue;
        if (read_raw(time, offsets[i]) <= as_of) words[i >> 6] |= bit;
    }
}

void ss_bounds(const ss_column *column, int64_t n, int64_t *largest, int64_t *has_missing) {
    int64_t low = 0, high = 0, missing = 0;
#define SCAN(type)                                            \
    for (int64_t i = 0; i < n; i++) {                         \
        int64_t value = ((const type *)column->data)[i];      \
        int64_t gone = value == column->missing;              \
        value = gone ? 0 : value;                             \
        missing |= gone;                                      \
        low = value < low ? value : low;                      \
        high = value > high ? value : high;                   \
    }                                                         \
    break
    switch (column->width) {
    case 1: SCAN(int8_t);
    case 2: SCAN(int16_t);
    case 4: SCAN(int32_t);
    default: SCAN(int64_t);
    }
#undef SCAN
    *largest = high > -low ? high : -low;
    *has_missing = missing;
}

void ss_range_words(const int64_t *values, int64_t n, int64_t low, int64_t high, uint64_t *words) {
    for (int64_t i = 0; i < n; i += LANES) {
        uint64_t word = 0;
        for (int64_t k = i; k < n && k < i + LANES; k++)
            word |= (uint64_t)((values[k] >= low) & (values[k] <= high)) << (k - i);
        words[i / LANES] = word;
    }
}

void ss_range_words_double(const double *values, int64_t n, double low, double high, uint64_t *words) {
    for (int64_t i = 0; i < n; i += LANES) {
        uint64_t word = 0;
        for (int64_t k = i; k < n && k < i + LANES; k++)
            word |= (uint64_t)((values[k] >= low) & (values[k] <= high)) << (k - i);
        words[i / LANES] = word;
    }
}

int64_t ss_known(const int64_t *values, int64_t n, const uint64_t *words, int64_t *known) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) {
        known[count] = values[i];
        count += (words[i >> 6] >> (i & 63) & 1) & (values[i] != MISSING);
    }
    return count;
}

int64_t ss_known_double(const double *values, int64_t n, const uint64_t *words, double *known) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; i++) {
        known[count] = values[i];
        count += (words[i >> 6] >> (i & 63) & 1) & !isnan(values[i]);
    }
    return count;
}

FAST static int64_t count_both(const uint64_t *left, const uint64_t *right, int64_t n) {
    int64_t count = 0;
    for (int64_t k = 0; k < n; k++) count += __builtin_popcountll(left[k] & right[k]);
    return count;
}

#define CHUNK 512 /* words of each row at a time, so that a pair's rows stay in the fastest cache */

void ss_overlap(const uint64_t *words, int64_t n, int64_t n_words, int64_t *counts) {
    for (int64_t k = 0; k < n * n; k++) counts[k] = 0;
    for (int64_t from = 0; from < n_words; from += CHUNK) {
        int64_t size = n_words - from < CHUNK ? n_words - from : CHUNK;
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = i; j < n; j++)
                counts[i * n + j] += count_both(words + i * n_words + from, words + j * n_words + from, size);
    }
}
