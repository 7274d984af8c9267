/* The calendar of the Gregorian rule, in days since 1970-01-01. */
#ifndef SATSUMA_DAYS_H
#define SATSUMA_DAYS_H

#include <stdint.h>

typedef struct {
    int64_t year;
    int month;
    int day;
} date;

static inline int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b != 0 && (a ^ b) < 0);
}

/* After Howard Hinnant, "chrono-compatible low-level date algorithms". */
static inline date date_of(int64_t days) {
    days += 719468;
    int64_t era = floor_divide(days, 146097), of_era = days - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
    date found;
    found.day = (int)(of_year - (153 * shifted + 2) / 5 + 1);
    found.month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    found.year = year + era * 400 + (found.month <= 2);
    return found;
}

static inline int64_t day_of(int64_t year, int month, int day) {
    year -= month <= 2;
    int64_t era = floor_divide(year, 400), of_era = year - era * 400;
    int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static inline int month_length(int64_t year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : lengths[month - 1];
}

#endif
