/* Ordered sequences: the steps' histories merged by time, one state machine per customer. */
#include "block.h"

#define STEPS 8

typedef struct {
    const ss_step *step;
    const ss_history *history;
    int64_t row;
    int64_t end;
    int64_t time; /* of the next row that the step takes; INT64_MAX: none */
} cursor;

/* Move to the next row of the step that is later than `after`. */
static void move(const ss_program *program, cursor *at, int64_t after, int64_t start, int64_t end) {
    for (; at->row < at->end; at->row++) {
        int64_t time = read_raw(&at->history->time, at->row);
        if (time >= at->history->before) break;
        if (time <= after || (!at->step->is_anywhen && time < start)) continue;
        if (!at->step->is_anywhen && time > end) break;
        if (is_taken(program, at->history, at->row)) {
            at->time = time;
            return;
        }
    }
    at->time = INT64_MAX;
}

static int match_customer(const block *at, const ss_sequence *sequence, int lane) {
    const ss_program *program = at->program;
    const int n = sequence->n_steps, last = n - 1;
    int64_t start = sequence->low < 0 ? sequence->start : at->registers[sequence->low].i[lane];
    int64_t end = sequence->high < 0 ? sequence->end : at->registers[sequence->high].i[lane];
    int64_t reached[STEPS], waiting = MISSING; /* the latest time at which a step was reached; the oldest unanswered */
    cursor cursors[STEPS];
    for (int s = 0; s < n; s++) {
        cursor *now = cursors + s;
        now->step = program->steps + sequence->first_step + s;
        now->history = program->histories + now->step->history;
        now->row = now->history->offsets[at->base + lane];
        now->end = now->history->offsets[at->base + lane + 1];
        reached[s] = MISSING;
        if (now->row == now->end && !(sequence->is_negated && s == last)) return 0;
        move(program, now, INT64_MIN, start, end);
    }
    for (;;) {
        int64_t time = INT64_MAX;
        for (int s = 0; s < n; s++)
            if (cursors[s].time < time) time = cursors[s].time;
        if (time == INT64_MAX) break;
        /* From the last step down, so that a step sees what the one before it had reached earlier. */
        for (int s = last; s >= 0; s--) {
            if (cursors[s].time != time) continue;
            int64_t within = cursors[s].step->within;
            if (sequence->is_negated && s == last) {
                if (waiting != MISSING && time - waiting > within) return 1;
                waiting = MISSING;
            } else if (s == 0 || (reached[s - 1] != MISSING && (within < 0 || time - reached[s - 1] <= within))) {
                reached[s] = time;
                if (s == last) return 1;
                if (sequence->is_negated && s == last - 1 && waiting == MISSING) waiting = time;
            }
            move(program, cursors + s, time, start, end);
        }
    }
    if (!sequence->is_negated || waiting == MISSING) return 0;
    return waiting + cursors[last].step->within <= sequence->as_of;
}

uint64_t match_sequence(const block *at, const ss_sequence *sequence) {
    uint64_t word = 0;
    for (int lane = at->from; lane < at->to; lane++)
        word |= (uint64_t)match_customer(at, sequence, lane) << lane;
    return word;
}
