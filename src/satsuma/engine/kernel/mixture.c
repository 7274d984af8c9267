/* Mixtures whose fields are independent within a class: latent classes and latent profiles, by EM. */
#include "block.h"
#include "exponent.h"

#include <stdlib.h>
#include <string.h>

/* Classes are padded to whole lanes of four, so that the loops over them have a fixed inner length. */
#define WIDTH 4
#define FAR (-1e300)

typedef struct {
    const ss_mixture *data;
    int64_t stride;    /* classes, padded */
    int64_t n_numbers; /* doubles in a vector of parameters */
    double *sizes;     /* logs of the classes' weights */
    double *tables;    /* (entries, stride): logs of probabilities, as the next */
    double *slots;     /* (slots, stride) */
    double *scales;    /* (numbers, stride): 1 / (2 variance) */
    double *offsets;   /* (numbers, stride): log density at the mean */
    double *sum_sizes;
    double *sum_tables;
    double *sum_slots;
    double *sum_known; /* (numbers, stride), as the next two */
    double *sum_first;
    double *sum_second;
    double *joint; /* (LANES, stride) */
} work;

static void free_work(work *w) {
    free(w->sizes);
    free(w->joint);
}

static int make_work(work *w, const ss_mixture *data) {
    int64_t stride = ss_mixture_stride(data->classes);
    int64_t rows = 2 + 2 * data->n_entries + 2 * data->n_slots + 5 * data->n_numbers;
    memset(w, 0, sizeof *w);
    w->data = data;
    w->stride = stride;
    w->n_numbers = stride * (1 + data->n_slots + 2 * data->n_numbers);
    double *next = calloc((size_t)(rows * stride), sizeof(double));
    w->joint = malloc((size_t)(LANES * stride) * sizeof(double));
    w->sizes = next;
    if (next == NULL || w->joint == NULL)
        return -1;
    double **places[] = {&w->sizes,      &w->sum_sizes, &w->tables,    &w->sum_tables, &w->slots,     &w->sum_slots,
                         &w->scales,     &w->offsets,   &w->sum_known, &w->sum_first,  &w->sum_second};
    int64_t counts[] = {1, 1, data->n_entries, data->n_entries, data->n_slots, data->n_slots,
                        data->n_numbers, data->n_numbers, data->n_numbers, data->n_numbers, data->n_numbers};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        *places[i] = next;
        next += counts[i] * stride;
    }
    return 0;
}

/* Logs of the parameters, and the tables of the groups of items. */
static void prepare(work *w, const double *parameters) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride;
    const double *probabilities = parameters + stride;
    const double *variances = probabilities + (data->n_slots + data->n_numbers) * stride;
    for (int64_t c = 0; c < stride; c++)
        w->sizes[c] = c < data->classes ? log(parameters[c]) : FAR;
    for (int64_t i = 0; i < data->n_slots * stride; i++)
        w->slots[i] = log(probabilities[i]);
    for (int64_t e = 0; e < data->n_entries; e++) {
        double *table = w->tables + e * stride;
        memset(table, 0, (size_t)stride * sizeof *table);
        for (int64_t i = data->first_parts[e]; i < data->first_parts[e + 1]; i++)
            for (int64_t c = 0; c < stride; c++)
                table[c] += w->slots[data->parts[i] * stride + c];
    }
    for (int64_t i = 0; i < data->n_numbers * stride; i++) {
        w->scales[i] = 0.5 / variances[i];
        w->offsets[i] = -0.5 * log(6.283185307179586 * variances[i]);
    }
}

/* The log of each class's joint density with each row, less the row's largest; the largest go to `tops`. */
FAST static void join(const work *w, const double *means, int64_t first, int64_t n, double *tops) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride;
    for (int64_t r = 0; r < n; r++) {
        double *row = w->joint + r * stride;
        memcpy(row, w->sizes, (size_t)stride * sizeof *row);
        const int32_t *codes = data->codes + (first + r) * data->n_groups;
        for (int64_t g = 0; g < data->n_groups; g++) {
            const double *table = w->tables + codes[g] * stride;
            for (int64_t c = 0; c < stride; c += WIDTH)
                for (int64_t l = 0; l < WIDTH; l++)
                    row[c + l] += table[c + l];
        }
        const double *numbers = data->numbers + (first + r) * data->n_numbers;
        for (int64_t j = 0; j < data->n_numbers; j++) {
            double x = numbers[j];
            if (x != x)
                continue;
            const double *mean = means + j * stride, *scale = w->scales + j * stride, *offset = w->offsets + j * stride;
            for (int64_t c = 0; c < stride; c += WIDTH)
                for (int64_t l = 0; l < WIDTH; l++) {
                    double d = x - mean[c + l];
                    row[c + l] += offset[c + l] - scale[c + l] * d * d;
                }
        }
        double top = row[0];
        for (int64_t c = 1; c < data->classes; c++)
            top = row[c] > top ? row[c] : top;
        tops[r] = top;
        for (int64_t c = 0; c < stride; c++)
            row[c] -= top;
    }
    double *all = w->joint;
    for (int64_t i = 0; i < n * stride; i++)
        all[i] = exp_of(all[i]);
}

/* Densities into counted posteriors; gives back the block's log-likelihood. */
FAST static double weigh(const work *w, int64_t first, int64_t n, const double *tops) {
    double found = 0;
    for (int64_t r = 0; r < n; r++) {
        double *row = w->joint + r * w->stride, sum = 0, count = w->data->counts[first + r];
        for (int64_t c = 0; c < w->data->classes; c++)
            sum += row[c];
        found += count * (tops[r] + log(sum));
        double share = count / sum;
        for (int64_t c = 0; c < w->stride; c++)
            row[c] = c < w->data->classes ? row[c] * share : 0;
    }
    return found;
}

FAST static void gather(const work *w, const double *means, int64_t first, int64_t n) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride;
    for (int64_t r = 0; r < n; r++) {
        const double *row = w->joint + r * stride;
        for (int64_t c = 0; c < stride; c++)
            w->sum_sizes[c] += row[c];
        const int32_t *codes = data->codes + (first + r) * data->n_groups;
        for (int64_t g = 0; g < data->n_groups; g++) {
            double *table = w->sum_tables + codes[g] * stride;
            for (int64_t c = 0; c < stride; c += WIDTH)
                for (int64_t l = 0; l < WIDTH; l++)
                    table[c + l] += row[c + l];
        }
        const double *numbers = data->numbers + (first + r) * data->n_numbers;
        for (int64_t j = 0; j < data->n_numbers; j++) {
            double x = numbers[j];
            if (x != x)
                continue;
            const double *mean = means + j * stride;
            double *known = w->sum_known + j * stride, *one = w->sum_first + j * stride, *two = w->sum_second + j * stride;
            for (int64_t c = 0; c < stride; c += WIDTH)
                for (int64_t l = 0; l < WIDTH; l++) {
                    double d = x - mean[c + l], part = row[c + l] * d;
                    known[c + l] += row[c + l];
                    one[c + l] += part;
                    two[c + l] += part * d;
                }
        }
    }
}

/* The parameters that fit the sums best; those of a class that nobody informs stay. */
static void improve(work *w, const double *before, double *after) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride;
    double total = 0;
    for (int64_t c = 0; c < data->classes; c++)
        total += w->sum_sizes[c];
    for (int64_t c = 0; c < stride; c++) {
        double share = w->sum_sizes[c] / total;
        after[c] = share > data->least_share ? share : data->least_share;
    }
    memset(w->sum_slots, 0, (size_t)(data->n_slots * stride) * sizeof(double));
    for (int64_t e = 0; e < data->n_entries; e++)
        for (int64_t i = data->first_parts[e]; i < data->first_parts[e + 1]; i++)
            for (int64_t c = 0; c < stride; c++)
                w->sum_slots[data->parts[i] * stride + c] += w->sum_tables[e * stride + c];
    for (int64_t j = 0; j < data->n_items; j++)
        for (int64_t c = 0; c < stride; c++) {
            double sum = 0;
            for (int64_t s = data->first_slots[j]; s < data->first_slots[j + 1]; s++)
                sum += w->sum_slots[s * stride + c];
            for (int64_t s = data->first_slots[j]; s < data->first_slots[j + 1]; s++) {
                double share = sum > 0 ? w->sum_slots[s * stride + c] / sum : before[(1 + s) * stride + c];
                after[(1 + s) * stride + c] = share > data->least_share ? share : data->least_share;
            }
        }
    int64_t mean = (1 + data->n_slots) * stride, variance = mean + data->n_numbers * stride;
    for (int64_t j = 0; j < data->n_numbers; j++)
        for (int64_t c = 0; c < stride; c++) {
            int64_t i = j * stride + c;
            double known = w->sum_known[i], shift = known > 0 ? w->sum_first[i] / known : 0;
            double found = known > 0 ? w->sum_second[i] / known - shift * shift : before[variance + i];
            after[mean + i] = before[mean + i] + shift;
            after[variance + i] = found > data->least_variances[j] ? found : data->least_variances[j];
        }
}

/* One EM step; gives back the log-likelihood of the parameters before it. */
static double step(work *w, const double *before, double *after) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride;
    const double *means = before + (1 + data->n_slots) * stride;
    double found = 0, tops[LANES];
    prepare(w, before);
    memset(w->sum_sizes, 0, (size_t)stride * sizeof(double));
    memset(w->sum_tables, 0, (size_t)(data->n_entries * stride) * sizeof(double));
    memset(w->sum_known, 0, (size_t)(3 * data->n_numbers * stride) * sizeof(double));
    for (int64_t first = 0; first < data->n; first += LANES) {
        int64_t n = data->n - first < LANES ? data->n - first : LANES;
        join(w, means, first, n, tops);
        found += weigh(w, first, n, tops);
        gather(w, means, first, n);
    }
    improve(w, before, after);
    return found;
}

/* The weights, and the probabilities of each item in each class, add to one again. */
static void normalise(const work *w, double *parameters) {
    const ss_mixture *data = w->data;
    double total = 0;
    for (int64_t c = 0; c < data->classes; c++)
        total += parameters[c];
    for (int64_t c = 0; c < data->classes; c++)
        parameters[c] /= total;
    for (int64_t j = 0; j < data->n_items; j++)
        for (int64_t c = 0; c < w->stride; c++) {
            double sum = 0;
            for (int64_t s = data->first_slots[j]; s < data->first_slots[j + 1]; s++)
                sum += parameters[(1 + s) * w->stride + c];
            for (int64_t s = data->first_slots[j]; s < data->first_slots[j + 1]; s++)
                parameters[(1 + s) * w->stride + c] /= sum;
        }
}

/* Three points of EM into one farther on: squared extrapolation (Varadhan and Roland 2008, scheme S3), kept within the
 * bounds of the parameters. Gives back the rate at which EM converges here. */
static double extrapolate(const work *w, const double *zero, const double *one, const double *two, double *after) {
    const ss_mixture *data = w->data;
    int64_t stride = w->stride, variance = (1 + data->n_slots + data->n_numbers) * stride;
    double first = 0, second = 0, bend = 0;
    for (int64_t i = 0; i < w->n_numbers; i++) {
        double r = one[i] - zero[i], s = two[i] - one[i];
        first += r * r;
        second += s * s;
        bend += (s - r) * (s - r);
    }
    double length = bend > 0 ? sqrt(first / bend) : 1;
    length = length < 1 ? 1 : length;
    for (int64_t i = 0; i < w->n_numbers; i++) {
        double r = one[i] - zero[i], v = two[i] - one[i] - r;
        after[i] = zero[i] + 2 * length * r + length * length * v;
    }
    for (int64_t i = 0; i < (1 + data->n_slots) * stride; i++)
        after[i] = after[i] > data->least_share ? after[i] : data->least_share;
    normalise(w, after);
    for (int64_t j = 0; j < data->n_numbers; j++)
        for (int64_t c = 0; c < stride; c++) {
            double *found = after + variance + j * stride + c;
            *found = *found > data->least_variances[j] ? *found : data->least_variances[j];
        }
    return first > 0 ? sqrt(second / first) : 0;
}

int64_t ss_mixture_stride(int64_t classes) { return (classes + WIDTH - 1) / WIDTH * WIDTH; }

int ss_mixture_fit(const ss_mixture *data, double *parameters, int64_t most_steps, double tolerance,
                   double *log_likelihood, int64_t *n_steps) {
    work w;
    int failed = make_work(&w, data);
    size_t bytes = (size_t)w.n_numbers * sizeof(double);
    double *one = malloc(3 * bytes), *two = one + w.n_numbers, *far = two + w.n_numbers;
    if (failed || one == NULL) {
        free(one);
        free_work(&w);
        return -1;
    }
    *n_steps = 0;
    for (;;) {
        double here = step(&w, parameters, one), there = step(&w, one, two);
        double rate = extrapolate(&w, parameters, one, two, far), gain = there - here;
        *n_steps += 2;
        *log_likelihood = there;
        /* What plain EM would still gain if it went on at this rate (Aitken; Böhning et al. 1994). */
        double left = rate < 1 ? gain * rate * rate / (1 - rate * rate) : gain;
        int is_done = (gain <= tolerance && left <= tolerance) || *n_steps >= most_steps;
        if (is_done || !(step(&w, far, parameters) >= there))
            memcpy(parameters, is_done ? one : two, bytes);
        if (is_done)
            break;
        *n_steps += 1;
    }
    free(one);
    free_work(&w);
    return 0;
}

int ss_mixture_place(const ss_mixture *data, const double *parameters, double *posteriors) {
    work w;
    if (make_work(&w, data)) {
        free_work(&w);
        return -1;
    }
    double tops[LANES];
    prepare(&w, parameters);
    for (int64_t first = 0; first < data->n; first += LANES) {
        int64_t n = data->n - first < LANES ? data->n - first : LANES;
        join(&w, parameters + (1 + data->n_slots) * w.stride, first, n, tops);
        weigh(&w, first, n, tops);
        for (int64_t r = 0; r < n; r++)
            memcpy(posteriors + (first + r) * data->classes, w.joint + r * w.stride,
                   (size_t)data->classes * sizeof(double));
    }
    free_work(&w);
    return 0;
}
