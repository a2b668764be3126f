// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-engine-private.h"

#include <math.h>

G_DEFINE_QUARK (pl-engine-error-quark, pl_engine_error)

#define MODEL_FILE "porchlight.plm"

typedef gint32 Sums[PL_MODEL_HEADS];

G_STATIC_ASSERT (PL_N_CONCERNS + PL_N_OUTLOOKS <= PL_NETWORK_OUTPUTS);

static char *
get_build_path (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *room = program != NULL ? g_path_get_dirname (program) : NULL;

  return room != NULL ? g_build_filename (room, "..", "..", "data", "model", MODEL_FILE, NULL) : NULL;
}

/**
 * pl_engine_choose:
 * @folder: (nullable): where the data of the program is installed
 * @state_folder: (nullable): where signed updates are kept
 *
 * The newer of the installed model and its update, by the date that each carries; of one date it is the update, which was only taken
 * over because it was newer. A damaged or foreign one is never chosen while the other is whole.
 *
 * Returns: (transfer full): a path; the installed one where neither is a model
 */
char *
pl_engine_choose (const char *folder,
                  const char *state_folder)
{
  g_autofree char *installed = g_build_filename (folder != NULL ? folder : "", MODEL_FILE, NULL);
  g_autofree char *update = state_folder != NULL ? g_build_filename (state_folder, MODEL_FILE, NULL) : NULL;
  g_autoptr (PlEngine) newer = update != NULL ? pl_engine_open (update, NULL) : NULL;
  g_autoptr (PlEngine) older = newer != NULL ? pl_engine_open (installed, NULL) : NULL;

  if (newer == NULL)
    return g_steal_pointer (&installed);
  if (older == NULL || strcmp (newer->model.header->date, older->model.header->date) >= 0)
    return g_steal_pointer (&update);

  return g_steal_pointer (&installed);
}

/**
 * pl_engine_locate:
 * @folder: (nullable): where the data of the program is installed
 * @state_folder: (nullable): where signed updates are kept
 *
 * Where the model is: as the environment's PORCHLIGHT_MODEL says, else in the build folder that this program runs from, else as
 * pl_engine_choose () has it.
 *
 * Returns: (transfer full): a path; there may be no such file
 */
char *
pl_engine_locate (const char *folder,
                  const char *state_folder)
{
  const char *named = g_getenv ("PORCHLIGHT_MODEL");
  g_autofree char *built = NULL;

  if (named != NULL && named[0] != '\0')
    return g_strdup (named);

  built = get_build_path ();
  if (built != NULL && g_file_test (built, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&built);

  return pl_engine_choose (folder, state_folder);
}

/**
 * pl_engine_new:
 * @model: a model file
 * @error: %PL_ENGINE_ERROR_FOREIGN or %PL_ENGINE_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable): the engine
 */
PlEngine *
pl_engine_new (GBytes  *model,
               GError **error)
{
  g_autoptr (PlEngine) self = g_new0 (PlEngine, 1);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (model, &size);

  self->bytes = g_bytes_ref (model);
  if (!pl_model_read (&self->model, bytes, size, error))
    return NULL;
  self->version = g_strdup_printf ("%s-%08x", self->model.header->date, self->model.header->checksum);

  return g_steal_pointer (&self);
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
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = NULL;
  PlEngine *self;

  if (file == NULL)
    {
      g_set_error (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_UNREADABLE, "%s: the model cannot be read", path);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (file);
  self = pl_engine_new (bytes, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
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
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->version);
  explicit_bzero (&self->text, sizeof (self->text));
  explicit_bzero (&self->features, sizeof (self->features));
  explicit_bzero (&self->network, sizeof (self->network));
  g_free (self);
}

/* A row at once: vectors of the compiler, the same on every machine. */
typedef gint8 Row __attribute__ ((vector_size (PL_MODEL_HEADS)));
typedef gint16 Half __attribute__ ((vector_size (PL_MODEL_HEADS)));

/* 256 weights of eight bits fit into sixteen before they are widened. Two halves stay in registers where a whole row would not. */
static void
add_rows (const PlModel    *model,
          const PlFeatures *features,
          Sums              sums)
{
  const Row *rows = (const Row *) (gconstpointer) model->rows;

  memset (sums, 0, sizeof (Sums));
  for (guint from = 0; from < features->n; from += 256)
    {
      Half low = { 0 };
      Half high = { 0 };
      guint to = MIN (from + 256, features->n);

      for (guint i = from; i < to; i++)
        {
          Row row = rows[features->rows[i]];

          /* Each byte twice, and the lower copy shifted out: what is left is the number in sixteen bits. */
          low += (Half) __builtin_shufflevector (row, row, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7) >> 8;
          high += (Half) __builtin_shufflevector (row, row, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15) >> 8;
        }
      for (guint head = 0; head < PL_MODEL_HEADS / 2; head++)
        {
          sums[head] += low[head];
          sums[head + PL_MODEL_HEADS / 2] += high[head];
        }
    }
}

static float
get_log_odds (const PlModelHead *head,
              gint32             sum,
              float              norm)
{
  float raw = (float) sum * head->scale * norm + head->bias;

  return head->slope * raw + head->offset;
}

/* Values below one in 150 are next to none. */
#define LEAST -5.0f

static float
get_value (float log_odds)
{
  if (log_odds < LEAST)
    return 0;

  return 1.0f / (1.0f + expf (-MIN (log_odds, PL_MODEL_SUREST)));
}

static float
get_surer (float one,
           float other)
{
  return fabsf (other) > fabsf (one) ? other : one;
}

/* What the first reading finds is read again, with the marks and the order of all words. */
static void
reread (PlEngine   *self,
        const char *message,
        gsize       end,
        float       alone[PL_N_CONCERNS],
        float       outlooks[PL_N_OUTLOOKS])
{
  const PlModelRereading *rereading = &self->model.header->rereading;
  float network[PL_NETWORK_OUTPUTS];

  if (!pl_model_calls_for_rereading (rereading, alone))
    return;
  pl_network_read (&self->model.network, &self->network, &self->text, message, end, network);
  pl_model_reread (rereading, network, alone);
  for (guint i = 0; i < PL_N_OUTLOOKS; i++)
    outlooks[i] = get_surer (outlooks[i], CLAMP (network[PL_N_CONCERNS + i], -PL_MODEL_SUREST, PL_MODEL_SUREST));
}

static void
score_stretch (PlEngine   *self,
               const char *message,
               gsize       end,
               PlScore    *score)
{
  const PlModelHeader *header = self->model.header;
  float alone[PL_N_CONCERNS];
  float weighed[PL_N_CONCERNS];
  Sums sums;
  float norm;
  float context;

  pl_features_extract (&self->features, &self->text, header->kinds, header->n_places);
  if (self->features.n == 0)
    return;
  pl_sieve_apply (&self->model.sieve, &self->features);
  add_rows (&self->model, &self->features, sums);
  norm = self->features.unit;
  for (guint head = 0; head < PL_N_CONCERNS; head++)
    alone[head] = get_log_odds (&header->heads[head], sums[head], norm);
  reread (self, message, end, alone, score->outlooks);
  pl_model_weigh (&header->weighing, alone, weighed);
  for (guint head = 0; head < PL_N_CONCERNS; head++)
    {
      score->values[head] = MAX (score->values[head], get_value (weighed[head]));
      score->odds[head] = MAX (score->odds[head], pl_model_get_odds (alone[head]));
    }
  context = get_log_odds (&header->heads[PL_MODEL_HEAD_CONTEXT], sums[PL_MODEL_HEAD_CONTEXT], norm);
  context = CLAMP (context, -PL_MODEL_SUREST, PL_MODEL_SUREST);
  score->context = get_surer (score->context, context);
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
      score_stretch (self, text, at, score);
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
