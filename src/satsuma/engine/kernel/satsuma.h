/* What Python hands to the kernel: one program, all of it plain arrays.
 *
 * A program is run over a range of customers, 64 at a time (a block). A value is a register of 64 lanes (int64 or double),
 * the truth of a condition is one 64-bit word. Missing is INT64_MIN in integer lanes and NaN in double lanes. cffi reads
 * this file, so that it holds declarations only.
 */
#ifndef SATSUMA_H
#define SATSUMA_H

#include <stdint.h>

/* `missing` is the raw integer that means missing: the smallest of the width, or -1 for codes and flags. */
typedef struct {
    const void *data;
    int64_t missing;
    int32_t width; /* bytes of an integer: 1, 2, 4, 8; 0: the value is the row's own number */
    int32_t is_double;
} ss_column;

/* Several codes per row: codes[offsets[i] .. offsets[i + 1]). */
typedef struct {
    const int64_t *offsets;
    ss_column codes;
} ss_set;

/* Which masks a row's property allows: row -> index -> masks[table + index * mask_words ...]. */
enum { SS_BY_CODE, SS_BY_CUTS, SS_BY_DOUBLE_CUTS, SS_BY_BIT };
typedef struct {
    int32_t column;
    int32_t form;  /* code + 1 | number of cuts <= value (0: missing) | bit of a row bitmap */
    int64_t cuts;  /* ascending: in `numbers`, for doubles as their bits */
    int64_t n_cuts;
    int64_t table; /* in `masks` */
} ss_test;

/* The events of one type, with what to ask of each row. Rows at or after `before` do not exist. */
typedef struct {
    const int64_t *offsets;
    ss_column time;
    int64_t before;
    int32_t first_test;
    int32_t n_tests;
    int32_t mask_words;
} ss_history;

/* One walk over a history: the bit g of a row's mask says whether group g takes the row. The bucket of a row is the
 * number of edges <= its time; masks[bucket_masks + bucket * mask_words ...] are the groups that want this bucket. */
typedef struct {
    int32_t history;
    int32_t n_groups;
    int64_t first_group;
    int64_t edges;
    int64_t n_edges;
    int64_t bucket_masks;
} ss_walk;

/* What is gathered of the rows that a group takes. A part is a register; a row goes to the part numbers[slots + bucket]
 * and the parts are then combined from the newest to the oldest, so that part k covers everything from its first edge
 * to the group's end. `low` and `high` are registers with bounds per customer, or -1. */
enum {
    SS_COUNT, SS_SUM, SS_SUM_WIDE, SS_SUM_DOUBLE, SS_MIN, SS_MAX, SS_MIN_DOUBLE, SS_MAX_DOUBLE, SS_FIRST, SS_LAST,
    SS_FIRST_DOUBLE, SS_LAST_DOUBLE, SS_FIRST_TIME, SS_LAST_TIME, SS_DISTINCT
};
typedef struct {
    int32_t kind;
    int32_t column;
    int64_t parts; /* registers in `numbers`, oldest first; SS_SUM_WIDE has two for one window: low and high half */
    int64_t n_parts;
    int64_t slots;
    int32_t low;
    int32_t high;
    int32_t list; /* SS_DISTINCT: which list of the walk */
} ss_group;

/* A step looks at one history, whose tests let exactly the step's rows pass (mask bit 0). */
typedef struct {
    int32_t history;
    int32_t is_anywhen; /* rows outside the window count too */
    int64_t within;     /* seconds after the step before; -1: any */
} ss_step;

typedef struct {
    int32_t first_step;
    int32_t n_steps;
    int32_t is_negated; /* the last step must not follow */
    int32_t low;        /* registers of the window's bounds, or -1 */
    int32_t high;
    int64_t start;
    int64_t end;
    int64_t as_of;
} ss_sequence;

/* Registers dst, a, b; words where an operation speaks of truth; c, d, x, y are numbers. */
enum {
    SS_CONSTANT,     /* dst = x (bits) */
    SS_LOAD,         /* dst = column a, integers */
    SS_LOAD_DOUBLE,  /* dst = column a, doubles */
    SS_ADD,          /* dst = a * 10^c + b * 10^d; missing where it does not fit */
    SS_SUBTRACT,
    SS_MULTIPLY,
    SS_DIFFERENCE,   /* dst = a - b of sums that are known to fit */
    SS_TO_DOUBLE,    /* dst = double(a) / 10^c */
    SS_ADD_DOUBLE,
    SS_SUBTRACT_DOUBLE,
    SS_MULTIPLY_DOUBLE,
    SS_DIVIDE_DOUBLE,
    SS_ELAPSED,      /* dst = whole local days (c = 0), months (1) or years (2) from a to the local day x */
    SS_REMAP,        /* dst = numbers[x + a]; missing stays missing */
    SS_EDGE,         /* dst = a + x; y where a is missing */
    SS_WALK,         /* walk a */
    SS_OUT,          /* values[x] = a */
    SS_RANGE,        /* word dst = x <= a <= y; x > INT64_MIN, so that missing is false */
    SS_RANGE_DOUBLE, /* the same; x and y are bits of doubles */
    SS_COMPARE,      /* word dst = a * 10^x (relation c) b * 10^y */
    SS_COMPARE_DOUBLE,
    SS_RATIO,        /* word dst = a / b (relation c) x * 10^-d */
    SS_TABLE,        /* words dst .. dst + c = the bits of bytes[x + (a + 1)]; missing looks at bytes[x] */
    SS_SET_TEST,     /* word dst = row b of set a has (c = 0) any, (1) all of the mask y, (2) none, by masks[x + code] */
    SS_SET_KNOWN,
    SS_ANNIVERSARY,  /* word dst = a yearly return of a lies between the local days x and y */
    SS_SEQUENCE,     /* word dst = sequence a */
    SS_INPUT,        /* word dst = inputs[a] of this block */
    SS_ALL,          /* word dst = all ones */
    SS_AND,
    SS_OR,
    SS_AND_NOT,
    SS_NOT,
    SS_OUT_WORD      /* words[x * stride + block] = a and b */
};
enum { SS_EQUAL, SS_LESS, SS_AT_MOST, SS_MORE, SS_AT_LEAST };
typedef struct {
    int32_t op;
    int32_t dst;
    int32_t a;
    int32_t b;
    int32_t c;
    int32_t d;
    int64_t x;
    int64_t y;
} ss_op;

typedef struct {
    const ss_op *ops;
    const ss_column *columns;
    const ss_set *sets;
    const ss_history *histories;
    const ss_test *tests;
    const ss_walk *walks;
    const ss_group *groups;
    const ss_sequence *sequences;
    const ss_step *steps;
    const int64_t *numbers;
    const uint64_t *masks;
    const uint8_t *bytes;
    const int64_t *zone_from;   /* moments from which the offset of the same index holds; the first is INT64_MIN */
    const int64_t *zone_offset; /* seconds east of UTC */
    const uint64_t *const *inputs;
    int64_t *const *values;
    uint64_t *words;
    int64_t words_stride;
    int64_t n_ops;
    int64_t n_zone;
    int64_t n_registers;
    int64_t n_words;
    int64_t n_word_outputs;
    int64_t n_lists;
} ss_program;

/* Run the program for the customers first <= i < last; 0, or -1 where memory is lacking. */
int ss_run(const ss_program *program, int64_t first, int64_t last);

/* Which of n customers have an event at or before as_of; the words are OR-ed into. */
void ss_seen(const int64_t *offsets, const ss_column *time, int64_t n, int64_t as_of, uint64_t *words);

/* The largest absolute value of the known numbers, and whether any is missing. */
void ss_bounds(const ss_column *column, int64_t n, int64_t *largest, int64_t *has_missing);

/* Words of low <= value <= high. */
void ss_range_words(const int64_t *values, int64_t n, int64_t low, int64_t high, uint64_t *words);
void ss_range_words_double(const double *values, int64_t n, double low, double high, uint64_t *words);

/* Copy the known values of the customers in the bitmap, in order; gives back how many. */
int64_t ss_known(const int64_t *values, int64_t n, const uint64_t *words, int64_t *known);
int64_t ss_known_double(const double *values, int64_t n, const uint64_t *words, double *known);

/* The first eight bytes, big-endian, of SHA-256(prefix, key): keys as text[offsets[i] .. offsets[i + 1]), or, where text is
 * null, integers written in decimal. */
void ss_shares(const uint8_t *prefix, int64_t prefix_bytes, const uint8_t *text, const int64_t *offsets,
               const int64_t *integers, int64_t n, uint64_t *hashes);

/* counts[i * n + j] = customers in both row i and row j, for i <= j. */
void ss_overlap(const uint64_t *words, int64_t n, int64_t n_words, int64_t *counts);

/* The n rows without the bits outside the mask, the others side by side from the first bit on. */
void ss_squeeze(const uint64_t *words, int64_t n, int64_t n_words, const uint64_t *mask, int64_t out_words, uint64_t *out);

/* Rows with counts, for a mixture of classes within which fields are independent. Items (choices) are joined into groups
 * whose combinations are looked up at once: an entry is one combination, its parts are the slots (levels) it is made of; a
 * missing choice has no part, a missing number is NaN. */
typedef struct {
    const int32_t *codes; /* (n, n_groups): entries */
    const double *numbers; /* (n, n_numbers) */
    const double *counts;  /* (n) */
    const int64_t *first_parts; /* (n_entries + 1) into parts */
    const int32_t *parts;       /* slots */
    const int64_t *first_slots; /* (n_items + 1): the slots of each item */
    const double *least_variances; /* (n_numbers) */
    double least_share;            /* of a class, and of a level within a class */
    int64_t n;
    int64_t n_groups;
    int64_t n_numbers;
    int64_t n_entries;
    int64_t n_slots;
    int64_t n_items;
    int64_t classes;
} ss_mixture;

/* Doubles per row of parameters: the classes and what fills them up to whole lanes. */
int64_t ss_mixture_stride(int64_t classes);

/* EM with squared extrapolation from `parameters` to the nearest optimum, until it would gain less than `tolerance` or took
 * most_steps. Parameters: rows of `stride`: one of weights, n_slots of probabilities, n_numbers of means, as many of
 * variances; what fills rows up must be positive and stays. 0, or -1 where memory is lacking. */
int ss_mixture_fit(const ss_mixture *data, double *parameters, int64_t most_steps, double tolerance,
                   double *log_likelihood, int64_t *n_steps);

/* posteriors[row * classes + class], times the row's count; 0, or -1 where memory is lacking. */
int ss_mixture_place(const ss_mixture *data, const double *parameters, double *posteriors);

/* What k-means groups: `width` numbers a row, or (numbers is null) as many yes-no items, four to a byte, the first in the
 * lowest bit. At most 2^31 - 1 rows. */
typedef struct {
    const double *numbers;
    const uint8_t *items;
    int64_t n;
    int64_t width;
} ss_points;

/* One fit: `counts` says how often each row is there (null: once). The starts first_start .. first_start + starts, each with
 * its sum of squares within groups in `ssw`; of the best one the `centres` (k × width) and, unless null, every row's group. */
typedef struct {
    const int32_t *counts;
    double *centres;
    double *ssw;
    int16_t *labels;
    uint64_t seed;
    int32_t k;
    int32_t first_start;
    int32_t starts;
    int32_t is_thorough; /* Hartigan's transfers after Lloyd's iterations, and then this many random swaps */
    int32_t swaps;
} ss_fit;

/* Weighted k-means, at most `most` iterations a start; 0, or -1 where memory is lacking. */
int ss_kmeans(const ss_points *points, const ss_fit *fits, int64_t n_fits, int32_t most);

/* The nearest of k centres (the first of equals), and the squared distances to all of them (n × k), of the rows
 * first .. last; 0, or -1 where memory is lacking. */
int ss_nearest(const ss_points *points, const double *centres, int32_t k, int64_t first, int64_t last, int16_t *labels);
int ss_distances(const ss_points *points, const double *centres, int32_t k, int64_t first, int64_t last, double *squares);

/* Rows with counts, and k normal distributions: `factors` are inverses of the covariances' lower Cholesky factors, `offsets`
 * the logs of the weights times the densities at the means. */
typedef struct {
    const double *columns; /* (p, n) */
    const double *counts;  /* (n) */
    const double *means;   /* (classes, p) */
    const double *factors; /* (classes, p, p), lower triangles */
    const double *offsets; /* (classes) */
    int64_t n;
    int64_t p;
    int64_t classes;
} ss_normals;

/* The log-likelihood; and either the posteriors (n, classes), times the counts, or, where these are null, what they add up to
 * over rows: added to sizes (classes), sums (classes, p) of gaps to the mean, products (classes, p, p) of gaps, lower triangles.
 * 0, or -1 where memory is lacking. */
int ss_normals_step(const ss_normals *data, double *sizes, double *sums, double *products, double *posteriors,
                    double *log_likelihood);

/* k medoids of n rows with counts, by their distances (n, n): from `medoids`, taking any swap that
 * lowers the sum of distances; or where `builds` from those built one by one, taking the best swap. The loss is that sum. 0, or -1 where memory is lacking. */
int ss_medoids(const float *distances, const double *counts, int64_t n, int32_t k, int32_t builds, int64_t *medoids,
               double *loss);

#endif
