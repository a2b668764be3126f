// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-dataset.h"

#include <stdlib.h>
#include <string.h>

struct _PlVectorizer
{
  PlText text;
  PlFeatures features;
  PlWords words;
  guint kinds;
  guint n_places;
};

/**
 * pl_vectorizer_new:
 * @vocabulary: borrowed
 * @kinds: #PlFeatureKinds
 * @n_places: that features fall to
 *
 * Returns: (transfer full): the way from text to vectors
 */
PlVectorizer *
pl_vectorizer_new (const PlVocabulary *vocabulary,
                   guint               kinds,
                   guint               n_places)
{
  PlVectorizer *self = g_new0 (PlVectorizer, 1);

  self->words = pl_vocabulary_get (vocabulary);
  self->kinds = kinds;
  self->n_places = n_places;

  return self;
}

/**
 * pl_vectorizer_free:
 * @self: (transfer full): a vectorizer
 */
void
pl_vectorizer_free (PlVectorizer *self)
{
  g_free (self);
}

/* qsort's order. */
static int
compare_rows (const void *a,
              const void *b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

/**
 * pl_vectorizer_read:
 * @self: a vectorizer
 * @text: UTF-8; only its first stretch is read
 * @vector: (out caller-allocates): to be cleared with pl_vector_clear ()
 *
 * As the engine sums.
 */
void
pl_vectorizer_read (PlVectorizer *self,
                    const char   *text,
                    PlVector     *vector)
{
  PlFeatures *features = &self->features;
  float unit;

  pl_text_read (&self->text, &self->words, text, strlen (text), 0);
  pl_features_extract (features, &self->text, self->kinds, self->n_places);
  qsort (features->rows, features->n, sizeof (guint32), compare_rows);
  vector->rows = g_new (guint32, features->n);
  vector->values = g_new (float, features->n);
  vector->n = 0;
  unit = features->unit;
  for (guint i = 0; i < features->n; i++)
    {
      if (vector->n > 0 && vector->rows[vector->n - 1] == features->rows[i])
        {
          vector->values[vector->n - 1] += unit;
          continue;
        }
      vector->rows[vector->n] = features->rows[i];
      vector->values[vector->n++] = unit;
    }
}

/**
 * pl_vectorizer_list:
 * @self: a vectorizer
 * @text: UTF-8; only its first stretch is read
 * @point_bits: the network has 2^@point_bits points
 * @rows: (out caller-allocates): as the network reads it
 */
void
pl_vectorizer_list (PlVectorizer  *self,
                    const char    *text,
                    guint          point_bits,
                    PlNetworkRows *rows)
{
  gsize end = pl_text_read (&self->text, &self->words, text, strlen (text), 0);

  pl_network_list_rows (&self->text, text, end, point_bits, rows);
}

/**
 * pl_vector_clear:
 * @self: a vector
 */
void
pl_vector_clear (PlVector *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->values, g_free);
  self->n = 0;
}
