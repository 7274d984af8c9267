/* Bitmaps of some customers alone: every row without the customers outside a mask, the others side by side. */
#include "block.h"

#include <string.h>

#define CHUNK 256 /* words of each row at a time */
#define STEPS 6   /* a bit moves by 1, 2, 4, … 32 places: at most 63 */

typedef struct {
    uint64_t moves[STEPS][CHUNK]; /* which bits of a word move by 1 << step */
    uint64_t mask[CHUNK];
    int64_t place[CHUNK];         /* where a word's first bit comes to stand */
    int64_t size;
} plan;

/* Which bits move at each step, for one word (Warren, Hacker's Delight, 2nd ed., 7-4). */
static void plan_word(plan *at, int64_t k) {
    uint64_t mask = at->mask[k], left = ~mask << 1;
    for (int step = 0; step < STEPS; step++) {
        uint64_t odd = left;
        for (int by = 1; by < 64; by *= 2) odd ^= odd << by;
        uint64_t move = odd & mask;
        at->moves[step][k] = move;
        mask = (mask ^ move) | (move >> (1 << step));
        left &= ~odd;
    }
}

static inline uint64_t move_bits(uint64_t word, uint64_t moves, int step) {
    uint64_t moving = word & moves;
    return (word ^ moving) | (moving >> (1 << step));
}

FAST static void squeeze_words(const plan *restrict at, const uint64_t *restrict row, uint64_t *restrict squeezed) {
    for (int64_t k = 0; k < at->size; k++) {
        uint64_t word = row[k] & at->mask[k];
        word = move_bits(word, at->moves[0][k], 0);
        word = move_bits(word, at->moves[1][k], 1);
        word = move_bits(word, at->moves[2][k], 2);
        word = move_bits(word, at->moves[3][k], 3);
        word = move_bits(word, at->moves[4][k], 4);
        squeezed[k] = move_bits(word, at->moves[5][k], 5);
    }
}

/* Words without a bit are passed over, so nothing is read or written behind a row's last bit. */
static void put_words(const plan *at, const uint64_t *squeezed, uint64_t *out) {
    for (int64_t k = 0; k < at->size; k++) {
        if (squeezed[k] == 0) continue;
        int64_t to = at->place[k] / 64, shift = at->place[k] % 64;
        out[to] |= squeezed[k] << shift;
        uint64_t beyond = shift ? squeezed[k] >> (64 - shift) : 0;
        if (beyond) out[to + 1] |= beyond;
    }
}

void ss_squeeze(const uint64_t *words, int64_t n, int64_t n_words, const uint64_t *mask, int64_t out_words, uint64_t *out) {
    memset(out, 0, (size_t)(n * out_words) * sizeof(uint64_t));
    plan at;
    uint64_t squeezed[CHUNK];
    int64_t place = 0;
    for (int64_t from = 0; from < n_words; from += CHUNK) {
        at.size = n_words - from < CHUNK ? n_words - from : CHUNK;
        for (int64_t k = 0; k < at.size; k++) {
            at.mask[k] = mask[from + k];
            at.place[k] = place;
            place += __builtin_popcountll(at.mask[k]);
            plan_word(&at, k);
        }
        for (int64_t row = 0; row < n; row++) {
            squeeze_words(&at, words + row * n_words + from, squeezed);
            put_words(&at, squeezed, out + row * out_words);
        }
    }
}
