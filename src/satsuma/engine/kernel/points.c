/* Rows of numbers or of yes-no items, and their squared distances to centres. Items come four to a byte: the squared distance
 * is then a sum of table entries, one per byte. */
#include "lloyd.h"

#include <string.h>

enum { ITEMS = 4, VALUES = 16 }; /* yes-no items in a byte, and how many bytes there are */

static int64_t count_bytes(const ss_points *points) {
    return (points->width + ITEMS - 1) / ITEMS;
}

int64_t ss_table_size(const ss_points *points, int64_t padded) {
    return padded * (points->numbers ? points->width : count_bytes(points) * VALUES);
}

/* Items: |x - c|^2 = |c|^2 + the sum over the items said yes to of 1 - 2c. The entry of a byte is that of the byte without
 * its highest item, and that item's step. */
FAST static void prepare_items(const ss_points *points, const double *centres, int32_t k, int32_t padded, double *table) {
    int64_t width = points->width;
    for (int64_t j = 0; j < width; j++)
        for (int32_t h = 0; h < k; h++) table[h] += centres[h * width + j] * centres[h * width + j];
    for (int64_t j = 0; j < width; j++) {
        int64_t top = 1 << j % ITEMS;
        double *group = table + j / ITEMS * VALUES * padded, *step = group + top * padded;
        for (int32_t h = 0; h < k; h++) step[h] = 1 - 2 * centres[h * width + j];
        for (int64_t entry = top + 1; entry < 2 * top; entry++)
            for (int32_t h = 0; h < padded; h++)
                group[entry * padded + h] = group[(entry - top) * padded + h] + step[h];
        for (int32_t h = 0; h < padded; h++) step[h] += group[h];
    }
}

void ss_prepare(const ss_points *points, const double *centres, int32_t k, double *table) {
    int32_t padded = k + k % 2;
    memset(table, 0, (size_t)ss_table_size(points, padded) * sizeof(double));
    if (!points->numbers) {
        prepare_items(points, centres, k, padded, table);
        return;
    }
    for (int32_t h = 0; h < k; h++)
        for (int64_t j = 0; j < points->width; j++) table[j * padded + h] = centres[h * points->width + j];
}

/* W centres from `first` on: as many as stay in registers. */
#define TILE(W)                                                                                                         \
    FAST static void numbers_##W(const ss_points *points, const double *table, int32_t padded, const int32_t *rows,          \
                            int64_t n, double *squares) {                                                               \
        int64_t width = points->width;                                                                                  \
        for (int64_t r = 0; r < n; r++) {                                                                               \
            const double *row = points->numbers + rows[r] * width;                                                      \
            double sum[W] = {0};                                                                                        \
            for (int64_t j = 0; j < width; j++)                                                                         \
                for (int h = 0; h < W; h++) {                                                                           \
                    double way = row[j] - table[j * padded + h];                                                        \
                    sum[h] += way * way;                                                                                \
                }                                                                                                       \
            for (int h = 0; h < W; h++) squares[r * padded + h] = sum[h];                                               \
        }                                                                                                               \
    }                                                                                                                   \
    FAST static void items_##W(const ss_points *points, const double *table, int32_t padded, const int32_t *rows,            \
                          int64_t n, double *squares) {                                                                 \
        int64_t bytes = count_bytes(points);                                                                            \
        for (int64_t r = 0; r < n; r++) {                                                                               \
            const uint8_t *row = points->items + rows[r] * bytes;                                                       \
            double sum[W] = {0};                                                                                        \
            for (int64_t g = 0; g < bytes; g++)                                                                         \
                for (int h = 0; h < W; h++) sum[h] += table[(g * VALUES + row[g]) * padded + h];                        \
            for (int h = 0; h < W; h++) squares[r * padded + h] = sum[h];                                               \
        }                                                                                                               \
    }

TILE(2)
TILE(4)
TILE(6)
TILE(8)

void ss_squares(const ss_points *points, const double *table, int32_t padded, const int32_t *rows, int64_t n,
                double *squares) {
    for (int32_t h = 0; h < padded;) {
        int32_t left = padded - h;
        const double *part = table + h;
        double *found = squares + h;
        if (points->numbers) switch (left) {
            case 2: numbers_2(points, part, padded, rows, n, found); break;
            case 4: numbers_4(points, part, padded, rows, n, found); break;
            case 6: numbers_6(points, part, padded, rows, n, found); break;
            default: numbers_8(points, part, padded, rows, n, found);
            }
        else switch (left) {
            case 2: items_2(points, part, padded, rows, n, found); break;
            case 4: items_4(points, part, padded, rows, n, found); break;
            case 6: items_6(points, part, padded, rows, n, found); break;
            default: items_8(points, part, padded, rows, n, found);
            }
        h += left < 8 ? left : 8;
    }
}

static const double ITEM_VALUES[VALUES][ITEMS] = {
    {0, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 0}, {1, 0, 1, 0}, {0, 1, 1, 0}, {1, 1, 1, 0},
    {0, 0, 0, 1}, {1, 0, 0, 1}, {0, 1, 0, 1}, {1, 1, 0, 1}, {0, 0, 1, 1}, {1, 0, 1, 1}, {0, 1, 1, 1}, {1, 1, 1, 1}};

int64_t ss_stride(const ss_points *points) {
    return points->numbers ? points->width : count_bytes(points) * ITEMS;
}

void ss_add_row(const ss_points *points, int64_t row, double weight, double *sums) {
    int64_t width = points->width, bytes = count_bytes(points);
    if (points->numbers)
        for (int64_t j = 0; j < width; j++) sums[j] += weight * points->numbers[row * width + j];
    else
        for (int64_t g = 0; g < bytes; g++) {
            const double *values = ITEM_VALUES[points->items[row * bytes + g]];
            for (int64_t j = 0; j < ITEMS; j++) sums[g * ITEMS + j] += weight * values[j];
        }
}

void ss_copy_row(const ss_points *points, int64_t row, double *values) {
    int64_t width = points->width, bytes = count_bytes(points);
    if (points->numbers) memcpy(values, points->numbers + row * width, (size_t)width * sizeof(double));
    else
        for (int64_t j = 0; j < width; j++) values[j] = ITEM_VALUES[points->items[row * bytes + j / ITEMS]][j % ITEMS];
}
