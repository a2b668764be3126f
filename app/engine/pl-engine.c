// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-engine-private.h"

#include <math.h>

G_DEFINE_QUARK (pl-engine-error-quark, pl_engine_error)

typedef gint32 Sums[PL_MODEL_HEADS];

static char *
get_build_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *room = program != NULL ? g_path_get_dirname (program) : NULL;

  return room != NULL ? g_build_filename (room, "..", "..", "data", "model", "porchlight.plm", NULL) : NULL;
}

/**
 * pl_engine_locate:
 * @folder: (nullable): where the data of the program is installed
 *
 * Where the model is: as the environment's PORCHLIGHT_MODEL says, else in the build folder that this program runs from, else installed.
 *
 * Returns: (transfer full): a path; there may be no such file
 */
char *
pl_engine_locate (const char *folder)
{
  const char *named = g_getenv ("PORCHLIGHT_MODEL");
  g_autofree char *built = NULL;

  if (named != NULL && named[0] != '\0')
    return g_strdup (named);

  built = get_build_path ();
  if (built != NULL && g_file_test (built, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&built);

  return g_build_filename (folder != NULL ? folder : "", "porchlight.plm", NULL);
}

/**
 * pl_engine_open:
 * @path: a model file
 * @error: a #PlEngineError; its message names @path
 *
 * Returns: (transfer full) (nullable): the engine
 */
PlEngine *
pl_engine_open (const char  *path,
                GError     **error)
{
  g_autoptr (PlEngine) self = g_new0 (PlEngine, 1);
  g_autoptr (GError) cause = NULL;

  self->file = g_mapped_file_new (path, FALSE, &cause);
  if (self->file == NULL)
    {
      g_set_error (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_UNREADABLE, "%s: the model cannot be read", path);
      return NULL;
    }
  if (!pl_model_read (&self->model, (const guint8 *) g_mapped_file_get_contents (self->file),
                      g_mapped_file_get_length (self->file), &cause))
    {
      g_set_error (error, PL_ENGINE_ERROR, cause->code, "%s: %s", path, cause->message);
      return NULL;
    }
  self->version = g_strdup_printf ("%s-%08x", self->model.header->date, self->model.header->checksum);

  return g_steal_pointer (&self);
}

/**
 * pl_engine_free:
 * @self: (transfer full): an engine
 *
 * What it held of the last message is cleared.
 */
void
pl_engine_free (PlEngine *self)
{
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self->version);
  explicit_bzero (&self->text, sizeof (self->text));
  explicit_bzero (&self->features, sizeof (self->features));
  g_free (self);
}

/* 256 int8 weights fit into 16 bits before they are widened; the compiler makes vectors of the inner loop. */
static void
add_rows (const PlModel    *model,
          const PlFeatures *features,
          Sums              sums)
{
  memset (sums, 0, sizeof (Sums));
  for (guint from = 0; from < features->n; from += 256)
    {
      gint16 part[PL_MODEL_HEADS] = { 0 };
      guint to = MIN (from + 256, features->n);

      for (guint i = from; i < to; i++)
        {
          const gint8 *row = model->rows + (gsize) features->rows[i] * PL_MODEL_HEADS;

          for (guint head = 0; head < PL_MODEL_HEADS; head++)
            part[head] = (gint16) (part[head] + row[head]);
        }
      for (guint head = 0; head < PL_MODEL_HEADS; head++)
        sums[head] += part[head];
    }
}

static float
calibrate (const PlModelHead *head,
           gint32             sum,
           float              norm)
{
  float raw = (float) sum * head->scale * norm + head->bias;

  return 1.0f / (1.0f + expf (-(head->slope * raw + head->offset)));
}

static void
score_stretch (PlEngine *self,
               PlScore  *score)
{
  const PlModelHeader *header = self->model.header;
  Sums sums;
  float norm;

  pl_features_extract (&self->features, &self->text, header->kinds, header->bits);
  if (self->features.n == 0)
    return;
  add_rows (&self->model, &self->features, sums);
  norm = 1.0f / sqrtf ((float) self->features.n);
  for (guint head = 0; head < PL_N_CONCERNS; head++)
    {
      float value = calibrate (&header->heads[head], sums[head], norm);

      score->values[head] = MAX (score->values[head], value);
    }
}

/**
 * pl_engine_score:
 * @self: an engine
 * @text: (array length=length): UTF-8; a broken byte is read as a space
 * @length: in bytes
 * @score: (out caller-allocates): what the message shows
 *
 * Allocates nothing. A long text is read a stretch at a time, and shows what any stretch of it shows.
 */
void
pl_engine_score (PlEngine   *self,
                 const char *text,
                 gsize       length,
                 PlScore    *score)
{
  memset (score, 0, sizeof (*score));
  for (gsize at = 0; at < length;)
    {
      at = pl_text_read (&self->text, &self->model.words, text, length, at);
      score_stretch (self, score);
      pl_text_clear (&self->text);
    }
}

/**
 * pl_engine_get_version:
 * @self: an engine
 *
 * Returns: (transfer none): date of the training text and checksum of the model, "2026-11-22-0123abcd"
 */
const char *
pl_engine_get_version (const PlEngine *self)
{
  return self->version;
}

/**
 * pl_engine_get_evidence:
 * @self: an engine
 *
 * Returns: (transfer none): the learnt constants of the conversation state, as long as the engine lives
 */
const PlEvidenceSettings *
pl_engine_get_evidence (const PlEngine *self)
{
  return &self->model.header->evidence;
}
