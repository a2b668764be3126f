// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-model.h"

#include <math.h>
#include <string.h>

#define CHECKSUM_START (G_STRUCT_OFFSET (PlModelHeader, checksum) + sizeof (guint32))

/* CRC-32C (Castagnoli, reflected 0x82F63B78), eight bytes at a time (Kounavis and Berry). */
typedef guint32 SliceTable[8][256];

static void
fill_slices (SliceTable table)
{
  for (guint i = 0; i < 256; i++)
    {
      guint32 crc = i;

      for (guint bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (crc & 1 ? 0x82F63B78u : 0);
      table[0][i] = crc;
    }
  for (guint slice = 1; slice < 8; slice++)
    {
      for (guint i = 0; i < 256; i++)
        table[slice][i] = (table[slice - 1][i] >> 8) ^ table[0][table[slice - 1][i] & 0xFF];
    }
}

static guint32
crc32c (const guint8 *bytes,
        gsize         size)
{
  SliceTable table;
  guint32 crc = 0xFFFFFFFFu;

  fill_slices (table);
  for (; size >= 8; size -= 8, bytes += 8)
    {
      guint32 low;
      guint32 high;

      memcpy (&low, bytes, 4);
      memcpy (&high, bytes + 4, 4);
      low = GUINT32_FROM_LE (low) ^ crc;
      high = GUINT32_FROM_LE (high);
      crc = table[7][low & 0xFF] ^ table[6][(low >> 8) & 0xFF] ^ table[5][(low >> 16) & 0xFF] ^ table[4][low >> 24] ^
            table[3][high & 0xFF] ^ table[2][(high >> 8) & 0xFF] ^ table[1][(high >> 16) & 0xFF] ^ table[0][high >> 24];
    }
  while (size-- > 0)
    crc = (crc >> 8) ^ table[0][(crc ^ *bytes++) & 0xFF];

  return ~crc;
}

static gsize
align (gsize size)
{
  return (size + PL_MODEL_ALIGN - 1) / PL_MODEL_ALIGN * PL_MODEL_ALIGN;
}

static gsize
get_rows_size (guint n_rows)
{
  return (gsize) n_rows * PL_MODEL_HEADS;
}

static gsize
get_points_size (guint point_bits)
{
  return (gsize) PL_NETWORK_SIZE << point_bits;
}

static gsize
get_bits_size (guint n_places)
{
  return n_places / 64 * sizeof (guint64);
}

static gsize
get_before_size (guint n_places)
{
  return n_places / 64 * sizeof (guint32);
}

/**
 * pl_model_get_size:
 * @header: says how large the parts are; a network of 2^point_bits points
 *
 * Returns: the size of the file in bytes
 */
gsize
pl_model_get_size (const PlModelHeader *header)
{
  return align (sizeof (PlModelHeader)) + align (get_rows_size (header->n_rows)) + align (sizeof (PlNetworkWeights)) +
         align (get_points_size (header->point_bits)) + align (get_bits_size (header->n_places)) + align (get_before_size (header->n_places)) +
         (gsize) header->n_words * 10 + (gsize) header->n_ways * 4;
}

/**
 * pl_model_checksum:
 * @bytes: (array length=size): a model file
 * @size: its size
 *
 * Returns: the checksum that belongs into its header
 */
guint32
pl_model_checksum (const guint8 *bytes,
                   gsize         size)
{
  return crc32c (bytes + CHECKSUM_START, size - CHECKSUM_START);
}

/**
 * pl_model_has_sizes:
 * @header: says how large the parts are
 *
 * Returns: whether a model can be so: every place has its bit, and the sizes are small enough to be added up
 */
gboolean
pl_model_has_sizes (const PlModelHeader *header)
{
  return header->n_rows >= 256 && header->n_rows <= header->n_places && header->n_places <= 1 << 22 && header->n_places % 64 == 0 &&
         header->point_bits >= 4 && header->point_bits <= 20 &&
         header->n_words >= 16 && header->n_words <= 1 << 16 && header->n_words % 16 == 0 &&
         header->n_ways >= 16 && header->n_ways <= 1 << 20 && header->n_ways % 16 == 0;
}

static gboolean
check_header (const PlModelHeader *header,
              gsize                size,
              GError             **error)
{
  if (size < sizeof (PlModelHeader) || memcmp (header->magic, PL_MODEL_MAGIC, sizeof (header->magic)) != 0)
    {
      g_set_error_literal (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_FOREIGN, "not a Porchlight model");
      return FALSE;
    }
  if (header->version != PL_MODEL_VERSION)
    {
      g_set_error (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_FOREIGN, "a model of version %u; this program reads version %d",
                   header->version, PL_MODEL_VERSION);
      return FALSE;
    }
  if (!pl_model_has_sizes (header) || header->size != size ||
      size != pl_model_get_size (header) || header->date[15] != '\0')
    {
      g_set_error_literal (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_DAMAGED, "the model is cut short or its header is damaged");
      return FALSE;
    }

  return TRUE;
}

static gboolean
all_finite (gconstpointer values,
            gsize         size)
{
  const float *value = values;

  for (gsize i = 0; i < size / sizeof (float); i++)
    {
      if (!isfinite (value[i]))
        return FALSE;
    }

  return TRUE;
}

/* Where the parts are. */
static void
find_parts (PlModel             *self,
            const PlModelHeader *header)
{
  const guint8 *at = (const guint8 *) header + align (sizeof (PlModelHeader));
  gsize slots = header->n_words;

  self->header = header;
  self->rows = (const gint8 *) at;
  at += align (get_rows_size (header->n_rows));
  self->network.weights = (const PlNetworkWeights *) (gconstpointer) at;
  at += align (sizeof (PlNetworkWeights));
  self->network.points = (const gint8 (*)[PL_NETWORK_SIZE]) (gconstpointer) at;
  self->network.scales = header->point_scales;
  self->network.bits = header->point_bits;
  at += align (get_points_size (header->point_bits));
  self->sieve.bits = (const guint64 *) (gconstpointer) at;
  at += align (get_bits_size (header->n_places));
  self->sieve.before = (const guint32 *) (gconstpointer) at;
  at += align (get_before_size (header->n_places));
  self->sieve.n_places = header->n_places;
  self->words.keys = (const guint32 *) (gconstpointer) at;
  self->words.targets = (const guint32 *) (gconstpointer) (at + slots * 4);
  self->words.ranks = at + slots * 8;
  self->words.concepts = at + slots * 9;
  self->words.ways = (const guint32 *) (gconstpointer) (at + slots * 10);
  self->words.n_slots = header->n_words;
  self->words.n_ways = header->n_ways;
}

static gboolean
is_bounded (const PlRecurrence *recurrence)
{
  const float *numbers = (const float *) recurrence;

  for (gsize i = 0; i < sizeof (PlRecurrence) / sizeof (float); i++)
    {
      if (fabsf (numbers[i]) > PL_RECURRENCE_MOST)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_body (const PlModel *self,
            const guint8  *bytes,
            gsize          size,
            GError       **error)
{
  const PlModelHeader *header = self->header;

  if (pl_model_checksum (bytes, size) == header->checksum &&
      pl_sieve_is_sound (&self->sieve, header->n_rows) &&
      all_finite (header->heads, sizeof (header->heads)) &&
      all_finite (&header->rereading, sizeof (header->rereading)) &&
      all_finite (header->point_scales, sizeof (header->point_scales)) &&
      all_finite (self->network.weights, sizeof (PlNetworkWeights)) &&
      all_finite (&header->weighing, sizeof (header->weighing)) &&
      all_finite (&header->evidence, sizeof (header->evidence)) &&
      is_bounded (&header->evidence.recurrence))
    return TRUE;

  g_set_error_literal (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_DAMAGED, "the model's checksum does not fit its contents");

  return FALSE;
}

/**
 * pl_model_read:
 * @self: (out caller-allocates): borrows @bytes
 * @bytes: (array length=size): a model file, at an address that is a multiple of 16
 * @size: its size
 * @error: %PL_ENGINE_ERROR_FOREIGN or %PL_ENGINE_ERROR_DAMAGED
 *
 * Returns: whether it is a whole model of this version
 */
gboolean
pl_model_read (PlModel       *self,
               const guint8  *bytes,
               gsize          size,
               GError       **error)
{
  const PlModelHeader *header = (const PlModelHeader *) bytes;

  if (!check_header (header, size, error))
    return FALSE;
  find_parts (self, header);

  return check_body (self, bytes, size, error);
}

/**
 * pl_model_write:
 * @header: magic, version, size and checksum are filled in
 * @rows: (array): n_rows rows of %PL_MODEL_HEADS weights
 * @network: its weights and its points; the scales are in the header
 * @sieve: which places have a row: as many as there are rows
 * @words: its slots
 *
 * Returns: (transfer full): the model file
 */
GBytes *
pl_model_write (const PlModelHeader *header,
                const gint8         *rows,
                const PlNetwork     *network,
                const PlSieve       *sieve,
                const PlWords       *words)
{
  gsize size = pl_model_get_size (header);
  gsize slots = header->n_words;
  guint8 *bytes = g_malloc0 (size);
  PlModelHeader *out = (PlModelHeader *) bytes;
  guint8 *at = bytes + align (sizeof (PlModelHeader));

  *out = *header;
  memcpy (out->magic, PL_MODEL_MAGIC, sizeof (out->magic));
  out->version = PL_MODEL_VERSION;
  out->size = (guint32) size;
  memcpy (at, rows, get_rows_size (header->n_rows));
  at += align (get_rows_size (header->n_rows));
  memcpy (at, network->weights, sizeof (PlNetworkWeights));
  at += align (sizeof (PlNetworkWeights));
  memcpy (at, network->points, get_points_size (header->point_bits));
  at += align (get_points_size (header->point_bits));
  memcpy (at, sieve->bits, get_bits_size (header->n_places));
  at += align (get_bits_size (header->n_places));
  memcpy (at, sieve->before, get_before_size (header->n_places));
  at += align (get_before_size (header->n_places));
  memcpy (at, words->keys, slots * 4);
  memcpy (at + slots * 4, words->targets, slots * 4);
  memcpy (at + slots * 8, words->ranks, slots);
  memcpy (at + slots * 9, words->concepts, slots);
  memcpy (at + slots * 10, words->ways, header->n_ways * sizeof (guint32));
  out->checksum = pl_model_checksum (bytes, size);

  return g_bytes_new_take (bytes, size);
}

/**
 * pl_model_calls_for_rereading:
 * @rereading: of the model
 * @alone: (array fixed-size=14): log-odds of the first reading
 *
 * Returns: whether it found enough to read the message again
 */
gboolean
pl_model_calls_for_rereading (const PlModelRereading *rereading,
                              const float             alone[PL_N_CONCERNS])
{
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (alone[i] >= rereading->from)
        return TRUE;
    }

  return FALSE;
}

/**
 * pl_model_get_reread_terms:
 * @alone: (array fixed-size=14): log-odds of the first reading
 * @network: (array fixed-size=14): what the network says
 * @concern: of which the two readings are to be summed
 * @terms: (out) (array fixed-size=5): what the numbers of a #PlModelRereading are factors of, and zeros
 */
void
pl_model_get_reread_terms (const float alone[PL_N_CONCERNS],
                           const float network[PL_N_CONCERNS],
                           guint       concern,
                           float       terms[PL_MODEL_TERMS])
{
  terms[0] = CLAMP (alone[concern], -PL_MODEL_SUREST, PL_MODEL_SUREST);
  terms[1] = CLAMP (network[concern], -PL_MODEL_SUREST, PL_MODEL_SUREST);
  terms[2] = 1;
  terms[3] = terms[4] = 0;
}

/**
 * pl_model_reread:
 * @rereading: of the model
 * @network: (array fixed-size=14): what the network says
 * @alone: (array fixed-size=14) (inout): log-odds of the first reading, and then of both
 */
void
pl_model_reread (const PlModelRereading *rereading,
                 const float             network[PL_N_CONCERNS],
                 float                   alone[PL_N_CONCERNS])
{
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      float terms[PL_MODEL_TERMS];

      pl_model_get_reread_terms (alone, network, i, terms);
      alone[i] = rereading->first[i] * terms[0] + rereading->network[i] * terms[1] + rereading->offset[i] * terms[2];
    }
}

/* Less sure than this a concern says nothing more to the others or to itself. */
#define LEAST_SURE -5.0f

/* Odds of less than one in 55 are next to none. */
#define LEAST_ODDS -4.0f

/* The largest and the second largest, and where the largest is. */
static guint
find_loudest (const float alone[PL_N_CONCERNS],
              float      *first,
              float      *second)
{
  guint loudest = 0;

  *first = *second = LEAST_SURE;
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      if (alone[i] > *first)
        {
          *second = *first;
          *first = alone[i];
          loudest = i;
        }
      else if (alone[i] > *second)
        *second = alone[i];
    }
  *first = MIN (*first, PL_MODEL_SUREST);
  *second = MIN (*second, PL_MODEL_SUREST);

  return loudest;
}

static inline float
weigh (const PlModelWeighing *weighing,
       guint                  concern,
       float                  alone,
       float                  other)
{
  float own = CLAMP (alone, LEAST_SURE, PL_MODEL_SUREST);

  return weighing->own[concern] * own + weighing->own_over[concern] * MAX (own, 0) + weighing->other[concern] * other +
         weighing->other_over[concern] * MAX (other, 0) + weighing->offset[concern];
}

/**
 * pl_model_weigh:
 * @weighing: of the model
 * @alone: (array fixed-size=14): log-odds of the concerns of one message, each read alone
 * @weighed: (array fixed-size=14) (out caller-allocates): log-odds, each weighed against the loudest other; may be @alone
 */
void
pl_model_weigh (const PlModelWeighing *weighing,
                const float            alone[PL_N_CONCERNS],
                float                  weighed[PL_N_CONCERNS])
{
  float first;
  float second;
  guint loudest = find_loudest (alone, &first, &second);
  float beside = weigh (weighing, loudest, alone[loudest], second);

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    weighed[i] = weigh (weighing, i, alone[i], first);
  weighed[loudest] = beside;
}

/**
 * pl_model_get_terms:
 * @alone: (array fixed-size=14): log-odds of the concerns of one message, each read alone
 * @concern: which is to be weighed
 * @terms: (out) (array fixed-size=5): what the numbers of a #PlModelWeighing are factors of, for those who learn them
 */
void
pl_model_get_terms (const float alone[PL_N_CONCERNS],
                    guint       concern,
                    float       terms[PL_MODEL_TERMS])
{
  float first;
  float second;
  float other = find_loudest (alone, &first, &second) == concern ? second : first;
  float own = CLAMP (alone[concern], LEAST_SURE, PL_MODEL_SUREST);

  terms[0] = own;
  terms[1] = MAX (own, 0);
  terms[2] = other;
  terms[3] = MAX (other, 0);
  terms[4] = 1;
}

/**
 * pl_model_get_odds:
 * @log_odds: of a concern, read alone
 *
 * Returns: the odds that a conversation counts, 0 where they are next to none
 */
float
pl_model_get_odds (float log_odds)
{
  return log_odds < LEAST_ODDS ? 0 : expf (MIN (log_odds, PL_MODEL_SUREST));
}
