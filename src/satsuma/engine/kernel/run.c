/* The program over a range of customers, block by block; words are written a cache line (8 blocks) at a time. */
#include "block.h"

#include <stdlib.h>
#include <string.h>

#define LINE 8

static void flush(const ss_program *program, const uint64_t *buffer, int64_t first_block, int64_t last_block) {
    int64_t n = last_block - first_block + 1;
    for (int64_t w = 0; w < program->n_word_outputs; w++)
        memcpy(program->words + w * program->words_stride + first_block, buffer + w * LINE + first_block % LINE,
               (size_t)n * sizeof(uint64_t));
}

static void run_block(block *at, uint64_t *buffer) {
    const ss_program *program = at->program;
    int64_t place = at->base / LANES % LINE;
    for (const ss_op *op = program->ops; op < program->ops + program->n_ops; op++) {
        if (op->op < SS_RANGE) run_value(at, op);
        else if (op->op < SS_OUT_WORD) run_test(at, op);
        else buffer[op->x * LINE + place] = at->words[op->a] & at->words[op->b];
    }
}

int ss_run(const ss_program *program, int64_t first, int64_t last) {
    if (first >= last) return 0;
    block at = {.program = program};
    uint64_t *buffer = calloc((size_t)(program->n_word_outputs * LINE + 1), sizeof(uint64_t));
    at.registers = aligned_alloc(64, (size_t)(program->n_registers + 1) * sizeof(lanes));
    at.words = calloc((size_t)(program->n_words + 1), sizeof(uint64_t));
    at.lists = calloc((size_t)(program->n_lists + 1), sizeof(list));
    if (!buffer || !at.registers || !at.words || !at.lists) at.is_out_of_memory = 1;
    else memset(at.registers, 0, (size_t)(program->n_registers + 1) * sizeof(lanes));
    int64_t first_block = first / LANES, last_block = (last - 1) / LANES, pending = first_block;
    for (int64_t k = first_block; k <= last_block && !at.is_out_of_memory; k++) {
        at.base = k * LANES;
        at.from = first > at.base ? (int)(first - at.base) : 0;
        at.to = last - at.base < LANES ? (int)(last - at.base) : LANES;
        run_block(&at, buffer);
        if (k % LINE == LINE - 1 || k == last_block) {
            flush(program, buffer, pending, k);
            pending = k + 1;
        }
    }
    if (at.lists)
        for (int64_t k = 0; k < program->n_lists; k++) free(at.lists[k].values);
    free(at.lists);
    free(at.words);
    free(at.registers);
    free(buffer);
    return at.is_out_of_memory ? -1 : 0;
}
