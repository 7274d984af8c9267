/* K-means in parts: rows and their squared distances to centres (points.c), starts (starts.c), iterations (lloyd.c) and
 * whole fits (kmeans.c). */
#ifndef SATSUMA_LLOYD_H
#define SATSUMA_LLOYD_H

#include "block.h"

/* Rows measured together, and candidates for each centre of a start. */
enum { SS_ROWS = 64, TRIALS = 6 };

/* What the fits of one call work in. Arrays by position are of the rows that count, arrays by group of the k centres. */
typedef struct {
    const ss_points *points;
    int64_t n; /* rows that count */
    int32_t k;
    int32_t padded; /* k made even */
    int64_t stride; /* of a group's sums */
    int32_t *rows;  /* by position: which row */
    double *weight;
    /* Of a start: the centres taken so far, each row's nearest of them, its squared distance, the running sums of weight ×
     * that, the candidates for the next and the squared distances to them. */
    double *origins;
    int32_t *origin;
    double *near;
    double *running;
    double *candidates;
    double *trial;
    /* Of the iterations: the distance to the nearest centre and to the second; for numbers bounds of them (of the own from
     * above, of all others from below), for items their squares. */
    int32_t *label;
    double *upper;
    double *lower;
    double *centres;
    double *sums;
    double *size;
    double *move;
    double *reach; /* half the distance to the nearest other centre */
    double *table;
    double *block;
    double *kept; /* the best solution among swaps */
    int32_t *kept_label;
    int is_transferring;
} room;

/* How many doubles ss_prepare writes for `padded` centres, and a group's sums take. */
int64_t ss_table_size(const ss_points *points, int64_t padded);
int64_t ss_stride(const ss_points *points);

/* The k centres (k × width) in the order ss_squares reads them, with one more, of no meaning, where k is odd. */
void ss_prepare(const ss_points *points, const double *centres, int32_t k, double *table);

/* squares[r * padded + h]: from row rows[r] to centre h; `padded` is even. */
void ss_squares(const ss_points *points, const double *table, int32_t padded, const int32_t *rows, int64_t n,
                double *squares);

void ss_copy_row(const ss_points *points, int64_t row, double *values);
void ss_add_row(const ss_points *points, int64_t row, double weight, double *sums);

/* A number in [0, 1), and a position with a chance in proportion to its share of the running sums, -1 where all are 0. */
double ss_draw(uint64_t *state);
int64_t ss_pick(const double *running, int64_t n, uint64_t *state);

/* A start without centres, and one more centre for it: the next of greedy k-means++. */
void ss_begin(room *at);
void ss_add_centre(room *at, int32_t h, uint64_t *state);

/* From the centres and labels of a start to where nothing improves, or `most` iterations; the sum of squares. */
double ss_iterate(room *at, int32_t most);

/* Some random swaps (Fränti & Kivijärvi 2000) from there, each kept if that lowers the sum of squares; the lowest. */
double ss_improve(room *at, double ssw, int32_t swaps, int32_t most, uint64_t *state);

/* The first of the smallest. */
static inline int32_t ss_least(const double *squares, int32_t k) {
    double least = squares[0];
    int32_t at = 0;
    for (int32_t h = 1; h < k; h++) {
        int is_less = squares[h] < least;
        at = is_less ? h : at;
        least = is_less ? squares[h] : least;
    }
    return at;
}

#endif
