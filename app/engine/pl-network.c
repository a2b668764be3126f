// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-network.h"

#include <math.h>
#include <string.h>

enum
{
  SALT_WORD = 0x3C6EF372,
  SALT_AGAIN = 0x1F83D9AB,
  SALT_LETTERS = 0x5BE0CD19,
  SALT_MARK = 0x510E527F,
};

typedef struct
{
  PlNetworkRows *out;
  guint bits;
} Lister;

static void
add_row (Lister *self,
         guint32 hash)
{
  PlNetworkRows *out = self->out;
  guint *end = &out->first[out->n_words + 1];

  if (*end - out->first[out->n_words] < PL_NETWORK_WORD_ROWS)
    out->rows[(*end)++] = pl_hash_mix (hash) >> (32 - self->bits);
}

static gboolean
begin_word (Lister *self)
{
  PlNetworkRows *out = self->out;

  if (out->n_words == PL_NETWORK_WORDS)
    return FALSE;
  out->first[out->n_words + 1] = out->first[out->n_words];

  return TRUE;
}

/* Two rows, so that two words seldom share both (Svenstrup, Hansen and Winther 2017). */
static void
add_whole (Lister *self,
           guint32 hash)
{
  add_row (self, hash ^ SALT_WORD);
  add_row (self, hash ^ SALT_AGAIN);
}

/* Runs of three and four letters of "<word>". */
static void
add_letters (Lister        *self,
             const PlText  *text,
             const PlToken *token)
{
  char bytes[PL_TEXT_WORD + 2];
  guint length = token->length + 2u;

  bytes[0] = '<';
  memcpy (bytes + 1, text->bytes + token->offset, token->length);
  bytes[length - 1] = '>';
  for (guint i = 0; i + 3 <= length; i++)
    {
      guint32 hash = pl_hash_bytes (bytes + i, 3);

      add_row (self, hash ^ SALT_LETTERS);
      if (i + 4 <= length)
        add_row (self, pl_hash_byte (hash, (guint8) bytes[i + 3]) ^ SALT_LETTERS);
    }
}

/* A known word has rows of its own, and so has one that is read as it: a misspelt word must stand where the right one does. An unknown one
 * is made of its letters. */
static gboolean
add_token (Lister        *self,
           const PlText  *text,
           const PlToken *token)
{
  if (!begin_word (self))
    return FALSE;

  if (token->known != PL_TOKEN_UNKNOWN || token->kind != PL_TOKEN_WORD || token->length == 0)
    add_whole (self, token->hash);
  else
    add_letters (self, text, token);
  self->out->n_words++;

  return TRUE;
}

static gboolean
is_mark (char c)
{
  return c != '\0' && strchr (".,!:;()\"", c) != NULL;
}

/* Between two words: each mark, and whether it is repeated. */
static gboolean
add_marks (Lister     *self,
           const char *message,
           gsize       from,
           gsize       to)
{
  for (gsize at = from; at < to;)
    {
      char c = message[at];
      gsize end = at + 1;

      while (end < to && message[end] == c)
        end++;
      if (is_mark (c))
        {
          if (!begin_word (self))
            return FALSE;
          add_whole (self, ((guint32) c * 2 + (end - at > 1)) ^ SALT_MARK);
          self->out->n_words++;
        }
      at = end;
    }

  return TRUE;
}

/**
 * pl_network_list_rows:
 * @text: a stretch of @message
 * @message: the message
 * @end: the byte of it at which the stretch ends
 * @bits: there are 2^@bits points
 * @out: (out caller-allocates): the rows of each word and mark
 *
 * Marks count here, and not in the features: beside its neighbours a full stop says what kind of text this is.
 */
void
pl_network_list_rows (const PlText  *text,
                      const char    *message,
                      gsize          end,
                      guint          bits,
                      PlNetworkRows *out)
{
  Lister lister = { out, bits };
  gsize at = 0;

  out->n_words = 0;
  out->first[0] = 0;
  for (guint i = 0; i < text->n_tokens; i++)
    {
      const PlToken *token = &text->tokens[i];

      if (i > 0 && !add_marks (&lister, message, at, token->start))
        return;
      if (!add_token (&lister, text, token))
        return;
      at = MAX (at, token->end);
    }
  add_marks (&lister, message, at, end);
}

/**
 * pl_network_get_share:
 * @n_rows: of a word
 *
 * Returns: what each of its rows counts: a word of many rows is then as far from nothing as one of few
 */
float
pl_network_get_share (guint n_rows)
{
  return 1 / sqrtf ((float) MAX (n_rows, 1));
}

/* Eight numbers at once, and as many of them as stay in registers: vectors of the compiler, the same on every machine. Weights stand at
 * multiples of 16 bytes. */
typedef float Lane __attribute__ ((vector_size (32), aligned (16)));
typedef gint32 Place __attribute__ ((vector_size (32), aligned (16)));

#define LANES 4
#define BLOCK (8 * LANES)

/* Compiled twice where the wider vectors may be there, and chosen when the program starts; sums come out the same to the bit. Only glibc's
 * loader chooses, and clang 14 gives such a function a name that no other file finds. */
#if defined (__x86_64__) && defined (__GLIBC__) && !defined (__clang__)
#define WIDE __attribute__ ((target_clones ("avx2", "default")))
#else
#define WIDE
#endif

/* Each sum has a name, so that the compiler keeps it in a register: an array it would write back at every step. */
static inline __attribute__ ((always_inline)) void
add_products (Lane         sums[LANES],
              const float *point,
              const float *weights)
{
  Lane a = sums[0], b = sums[1], c = sums[2], d = sums[3];

  for (guint i = 0; i < PL_NETWORK_SIZE; i++)
    {
      const Lane *row = (const Lane *) (gconstpointer) (weights + (gsize) i * PL_NETWORK_FILTERS);
      float x = point[i];

      a += x * row[0];
      b += x * row[1];
      c += x * row[2];
      d += x * row[3];
    }
  memcpy (sums, ((Lane[LANES]) { a, b, c, d }), LANES * sizeof (Lane));
}

static inline __attribute__ ((always_inline)) void
keep_most (const Lane     sums[LANES],
           guint          first,
           guint          at,
           PlNetworkSeen *seen)
{
  Lane *most = (Lane *) (gpointer) (seen->most + first);
  Place *where = (Place *) (gpointer) (seen->where + first);

  for (guint lane = 0; lane < LANES; lane++)
    {
      Place more = sums[lane] > most[lane];

      most[lane] = (Lane) (((Place) sums[lane] & more) | ((Place) most[lane] & ~more));
      where[lane] = (((Place) { 0 } + (gint32) at) & more) | (where[lane] & ~more);
    }
}

/**
 * pl_network_look:
 * @weights: of the filters, at an address that is a multiple of 16
 * @points: (array): the points of the words from 1 to @n_words; those at 0 and @n_words + 1 are zeros
 * @n_words: how many
 * @seen: (out caller-allocates): the most that each filter saw, and where
 */
WIDE void
pl_network_look (const PlNetworkWeights *weights,
                 float                 (*points)[PL_NETWORK_SIZE],
                 guint                   n_words,
                 PlNetworkSeen          *seen)
{
  memset (seen->most, 0, sizeof (seen->most));
  memset (seen->where, 0xFF, sizeof (seen->where));
  for (guint at = 1; at <= n_words; at++)
    {
      for (guint first = 0; first < PL_NETWORK_FILTERS; first += BLOCK)
        {
          Lane one[LANES];
          Lane span[LANES];

          memcpy (one, weights->biases + first, sizeof (one));
          add_products (one, points[at], &weights->one[0][first]);
          keep_most (one, first, at, seen);
          memcpy (span, weights->biases + PL_NETWORK_FILTERS + first, sizeof (span));
          for (guint k = 0; k < PL_NETWORK_SPAN; k++)
            add_products (span, points[at + k - 1], &weights->span[k][0][first]);
          keep_most (span, PL_NETWORK_FILTERS + first, at, seen);
        }
    }
}

/**
 * pl_network_sum:
 * @weights: of the outputs
 * @seen: what the filters saw
 * @log_odds: (out) (array fixed-size=16): one a concern, not calibrated
 */
WIDE void
pl_network_sum (const PlNetworkWeights *weights,
                const PlNetworkSeen    *seen,
                float                   log_odds[PL_NETWORK_OUTPUTS])
{
  memcpy (log_odds, weights->output_biases, sizeof (weights->output_biases));
  for (guint i = 0; i < PL_NETWORK_POOLED; i++)
    {
      for (guint output = 0; output < PL_NETWORK_OUTPUTS; output++)
        log_odds[output] += seen->most[i] * weights->outputs[i][output];
    }
}

static void
fill_point (const PlNetwork *self,
            const guint32   *rows,
            guint            n,
            float            point[PL_NETWORK_SIZE])
{
  float share = pl_network_get_share (n);
  gint32 sums[PL_NETWORK_SIZE] = { 0 };

  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < PL_NETWORK_SIZE; k++)
        sums[k] += self->points[rows[i]][k];
    }
  for (guint k = 0; k < PL_NETWORK_SIZE; k++)
    point[k] = (float) sums[k] * self->scales[k] * share;
}

/**
 * pl_network_read:
 * @self: a network
 * @workspace: what it held is gone
 * @text: a stretch of @message
 * @message: the message
 * @end: the byte of it at which the stretch ends
 * @log_odds: (out) (array fixed-size=16): one a concern, not calibrated
 */
void
pl_network_read (const PlNetwork    *self,
                 PlNetworkWorkspace *workspace,
                 const PlText       *text,
                 const char         *message,
                 gsize               end,
                 float               log_odds[PL_NETWORK_OUTPUTS])
{
  const PlNetworkRows *rows = &workspace->rows;

  pl_network_list_rows (text, message, end, self->bits, &workspace->rows);
  memset (workspace->points[0], 0, sizeof (workspace->points[0]));
  memset (workspace->points[rows->n_words + 1], 0, sizeof (workspace->points[0]));
  for (guint at = 0; at < rows->n_words; at++)
    fill_point (self, rows->rows + rows->first[at], rows->first[at + 1] - rows->first[at], workspace->points[at + 1]);
  pl_network_look (self->weights, workspace->points, rows->n_words, &workspace->seen);
  pl_network_sum (self->weights, &workspace->seen, log_odds);
}
