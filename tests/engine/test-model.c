// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-model.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define ROWS 300
#define PLACES 640
#define POINT_BITS 4
#define WORDS 16
#define WAYS 32

static GBytes *
make_model_of (const char *date)
{
  PlModelHeader header = { .kinds = 1, .n_rows = ROWS, .n_places = PLACES, .point_bits = POINT_BITS, .n_words = WORDS, .n_ways = WAYS };
  static const guint32 keys[WORDS];
  static const guint8 ranks[WORDS];
  static const guint32 ways[WAYS] = { [5] = 3 << 16 | 77 };
  g_autofree gint8 *rows = g_malloc0 (ROWS * PL_MODEL_HEADS);
  g_autofree gint8 (*points)[PL_NETWORK_SIZE] = g_malloc0 (sizeof (gint8[PL_NETWORK_SIZE]) << POINT_BITS);
  static const PlNetworkWeights weights;
  guint64 bits[PLACES / 64] = { 0 };
  guint32 before[PLACES / 64];
  const PlSieve sieve = { bits, before, PLACES };
  const PlNetwork network = { &weights, points, header.point_scales, POINT_BITS };
  const PlWords words = { keys, keys, ranks, ranks, ways, WORDS, WAYS };

  g_strlcpy (header.date, date, sizeof (header.date));
  for (guint i = 0; i < ROWS * PL_MODEL_HEADS; i++)
    rows[i] = (gint8) (i * 7);
  for (guint i = 0; i < PL_MODEL_HEADS; i++)
    header.heads[i] = (PlModelHead) { 0.01f, 0, 1, 0 };
  for (guint i = 0; i < PL_N_CONCERNS; i++)
    header.weighing.own[i] = header.rereading.first[i] = 1;
  points[3][5] = 42;
  /* Every second place has a row, till there are no more. */
  for (guint row = 0; row < ROWS; row++)
    bits[2 * row / 64] |= (guint64) 1 << (2 * row % 64);
  pl_sieve_count (bits, PLACES, before);

  return pl_model_write (&header, rows, &network, &sieve, &words);
}

static GBytes *
make_model (void)
{
  return make_model_of ("2026-01-01");
}

static PlEngineError
read_broken (const guint8 *bytes,
             gsize         size)
{
  g_autoptr (GError) error = NULL;
  PlModel model;

  g_assert_false (pl_model_read (&model, bytes, size, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == PL_ENGINE_ERROR);

  return error->code;
}

static void
test_whole_model_is_read (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  g_autoptr (GError) error = NULL;
  PlModel model;

  g_assert_true (pl_model_read (&model, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error));
  g_assert_no_error (error);
  g_assert_cmpint (model.rows[3], ==, 21);
  g_assert_cmpint (model.network.points[3][5], ==, 42);
  g_assert_cmpuint (model.sieve.n_places, ==, PLACES);
  g_assert_cmpuint (model.sieve.before[2], ==, 64);
  g_assert_cmpuint (model.words.n_slots, ==, WORDS);
  g_assert_cmpuint (model.words.n_ways, ==, WAYS);
  g_assert_cmpuint (model.words.ways[5], ==, 3 << 16 | 77);
}

static void
test_every_flipped_byte_is_noticed (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size;
  const guint8 *original = g_bytes_get_data (bytes, &size);
  g_autofree guint8 *copy = g_memdup2 (original, size);

  for (gsize i = 0; i < size; i++)
    {
      copy[i] ^= 0x10;
      read_broken (copy, size);
      copy[i] ^= 0x10;
    }
}

static void
test_every_cut_is_noticed (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size;
  const guint8 *original = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    {
      /* An exact copy, so that the address sanitizer sees a read past the end. */
      g_autofree guint8 *copy = g_memdup2 (original, MAX (i, 1));

      read_broken (copy, i);
    }
}

static void
test_foreign_files_are_named_so (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));
  PlModelHeader *header = (PlModelHeader *) copy;

  size = g_bytes_get_size (bytes);
  header->version = 99;
  g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_FOREIGN);
  /* The form before this one had no outlooks. */
  header->version = 10;
  g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_FOREIGN);
  memcpy (copy, "SQLite format 3", 15);
  g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_FOREIGN);
}

static void
test_sizes_that_fit_no_model (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  const PlModelHeader *whole = g_bytes_get_data (bytes, NULL);
  PlModelHeader header = *whole;

  g_assert_true (pl_model_has_sizes (&header));
  header.n_places = PLACES - 1;
  g_assert_false (pl_model_has_sizes (&header));
  header.n_places = 256;
  g_assert_false (pl_model_has_sizes (&header));
  header.n_places = 0;
  g_assert_false (pl_model_has_sizes (&header));
  header.n_places = G_MAXUINT32 - 63;
  g_assert_false (pl_model_has_sizes (&header));
}

/* A file made with care to pass the checksum still may not bring numbers that are none. */
static void
test_endless_numbers_are_refused (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  PlModelHeader *header = (PlModelHeader *) copy;
  PlModel model;
  float *places[4];

  g_assert_true (pl_model_read (&model, copy, size, NULL));
  places[0] = &header->heads[2].scale;
  places[1] = &header->rereading.offset[3];
  places[2] = &header->point_scales[7];
  places[3] = (float *) &model.network.weights->span[1][2][3];
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      *places[i] = NAN;
      header->checksum = pl_model_checksum (copy, size);
      g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_DAMAGED);
      *places[i] = 0;
    }
}

/* Nor some whose sums could become endless. */
static void
test_numbers_too_large_for_sums_are_refused (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  PlModelHeader *header = (PlModelHeader *) copy;
  PlRecurrence *unit = &header->evidence.recurrence;
  float *places[] = { &unit->first[0][0], &unit->kept_candidate[31][31], &unit->output_bias };
  PlModel model;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      *places[i] = -PL_RECURRENCE_MOST;
      header->checksum = pl_model_checksum (copy, size);
      g_assert_true (pl_model_read (&model, copy, size, NULL));
      *places[i] = -1.01f * PL_RECURRENCE_MOST;
      header->checksum = pl_model_checksum (copy, size);
      g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_DAMAGED);
      *places[i] = 0;
    }
}

/* Nor may it lead to rows behind the last. */
static void
test_counts_that_lead_outside_are_refused (void)
{
  g_autoptr (GBytes) bytes = make_model ();
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  PlModelHeader *header = (PlModelHeader *) copy;
  PlModel model;
  guint32 *before;
  guint64 *bits;

  g_assert_true (pl_model_read (&model, copy, size, NULL));
  before = (guint32 *) model.sieve.before + 4;
  *before += ROWS;
  header->checksum = pl_model_checksum (copy, size);
  g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_DAMAGED);
  *before -= ROWS;
  bits = (guint64 *) model.sieve.bits + 9;
  *bits ^= (guint64) 1 << 63;
  header->checksum = pl_model_checksum (copy, size);
  g_assert_cmpint (read_broken (copy, size), ==, PL_ENGINE_ERROR_DAMAGED);
}

static void
test_missing_file_is_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlEngine) engine = pl_engine_open ("/nonexistent/model.plm", &error);

  g_assert_null (engine);
  g_assert_error (error, PL_ENGINE_ERROR, PL_ENGINE_ERROR_UNREADABLE);
}

/* A folder of the installed model, a folder of updates. */
typedef struct
{
  char *installed;
  char *state;
} Folders;

static void
write_model (const char *folder,
             const char *date,
             gsize       cut)
{
  g_autofree char *path = g_build_filename (folder, "porchlight.plm", NULL);
  g_autoptr (GBytes) bytes = make_model_of (date);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) (g_bytes_get_size (bytes) - cut), NULL));
}

static void
assert_chosen (Folders    *folders,
               const char *expected)
{
  g_autofree char *path = pl_engine_choose (folders->installed, folders->state);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpstr (folder, ==, expected);
}

static void
test_newest_whole_one_is_chosen (void)
{
  Folders folders = { g_dir_make_tmp ("pl-model-XXXXXX", NULL), g_dir_make_tmp ("pl-model-XXXXXX", NULL) };

  /* Nothing at all: the installed one, so that the error names it. */
  assert_chosen (&folders, folders.installed);
  write_model (folders.state, "2026-01-01", 0);
  assert_chosen (&folders, folders.state);
  write_model (folders.installed, "2026-01-01", 0);
  assert_chosen (&folders, folders.state);
  write_model (folders.installed, "2026-02-01", 0);
  assert_chosen (&folders, folders.installed);
  write_model (folders.state, "2026-03-01", 0);
  assert_chosen (&folders, folders.state);
  write_model (folders.state, "2026-03-01", 1);
  assert_chosen (&folders, folders.installed);
  write_model (folders.installed, "2026-02-01", 1);
  assert_chosen (&folders, folders.installed);
  write_model (folders.state, "2026-01-01", 0);
  assert_chosen (&folders, folders.state);

  g_free (folders.installed);
  g_free (folders.state);
}

static void
test_checksum_is_castagnoli (void)
{
  /* CRC-32C of "123456789" is E3069283 (Koopman's table); the header's bytes before it do not count. */
  char bytes[16 + 9] = { 0 };

  memcpy (bytes + 16, "123456789", 9);
  g_assert_cmphex (pl_model_checksum ((const guint8 *) bytes, sizeof (bytes)), ==, 0xE3069283u);
}

/* What another concern says louder is taken from this one; what it does not say takes nothing. */
static void
test_concerns_are_weighed_against_each_other (void)
{
  PlModelWeighing weighing = { .own = { 0 } };
  float alone[PL_N_CONCERNS];
  float weighed[PL_N_CONCERNS];

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      weighing.own[i] = 1;
      weighing.own_over[i] = 0.5f;
      weighing.other_over[i] = -1;
      weighing.offset[i] = -0.25f;
      alone[i] = -3;
    }
  alone[PL_CONCERN_SECRECY] = 2;
  pl_model_weigh (&weighing, alone, weighed);
  g_assert_cmpfloat_with_epsilon (weighed[PL_CONCERN_SECRECY], 2 + 1 - 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (weighed[PL_CONCERN_THREAT], -3 - 2 - 0.25, 1e-6);
  alone[PL_CONCERN_THREAT] = 3;
  pl_model_weigh (&weighing, alone, weighed);
  g_assert_cmpfloat_with_epsilon (weighed[PL_CONCERN_SECRECY], 2 + 1 - 3 - 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (weighed[PL_CONCERN_THREAT], 3 + 1.5 - 2 - 0.25, 1e-6);
}

/* The same by the terms that the trainer learns from, whatever the numbers are. */
static void
test_terms_are_what_is_weighed (void)
{
  for (guint round = 0; round < 1000; round++)
    {
      PlModelWeighing w;
      float alone[PL_N_CONCERNS];
      float weighed[PL_N_CONCERNS];

      for (guint i = 0; i < PL_N_CONCERNS; i++)
        {
          w.own[i] = (float) g_test_rand_double_range (0, 2);
          w.own_over[i] = (float) g_test_rand_double_range (-1, 1);
          w.other[i] = (float) g_test_rand_double_range (-1, 1);
          w.other_over[i] = (float) g_test_rand_double_range (-1, 1);
          w.offset[i] = (float) g_test_rand_double_range (-3, 3);
          alone[i] = (float) g_test_rand_double_range (-20, 20);
        }
      pl_model_weigh (&w, alone, weighed);
      for (guint i = 0; i < PL_N_CONCERNS; i++)
        {
          float terms[PL_MODEL_TERMS];

          pl_model_get_terms (alone, i, terms);
          g_assert_cmpfloat (ABS (terms[0]), <=, 8);
          g_assert_cmpfloat (ABS (terms[2]), <=, 8);
          g_assert_cmpfloat_with_epsilon (w.own[i] * terms[0] + w.own_over[i] * terms[1] + w.other[i] * terms[2] + w.other_over[i] * terms[3] + w.offset[i] * terms[4],
                                          weighed[i], 1e-4);
        }
    }
}

/* Only what the first reading finds is read again, and then both count. */
static void
test_second_reading_is_added (void)
{
  PlModelRereading rereading = { .from = -2 };
  float network[PL_N_CONCERNS] = { 0 };
  float alone[PL_N_CONCERNS];

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    {
      rereading.first[i] = 0.5f;
      rereading.network[i] = 2;
      rereading.offset[i] = -1;
      alone[i] = -2.5f;
    }
  g_assert_false (pl_model_calls_for_rereading (&rereading, alone));
  alone[PL_CONCERN_SECRECY] = -2;
  g_assert_true (pl_model_calls_for_rereading (&rereading, alone));
  network[PL_CONCERN_SECRECY] = 3;
  network[PL_CONCERN_THREAT] = 100;
  pl_model_reread (&rereading, network, alone);
  g_assert_cmpfloat_with_epsilon (alone[PL_CONCERN_SECRECY], 4, 1e-5);
  g_assert_cmpfloat_with_epsilon (alone[PL_CONCERN_THREAT], -1.25f + 2 * PL_MODEL_SUREST - 1, 1e-5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/model/whole-model-is-read", test_whole_model_is_read);
  g_test_add_func ("/engine/model/every-flipped-byte-is-noticed", test_every_flipped_byte_is_noticed);
  g_test_add_func ("/engine/model/every-cut-is-noticed", test_every_cut_is_noticed);
  g_test_add_func ("/engine/model/foreign-files-are-named-so", test_foreign_files_are_named_so);
  g_test_add_func ("/engine/model/sizes-that-fit-no-model", test_sizes_that_fit_no_model);
  g_test_add_func ("/engine/model/endless-numbers-are-refused", test_endless_numbers_are_refused);
  g_test_add_func ("/engine/model/numbers-too-large-for-sums-are-refused", test_numbers_too_large_for_sums_are_refused);
  g_test_add_func ("/engine/model/counts-that-lead-outside-are-refused", test_counts_that_lead_outside_are_refused);
  g_test_add_func ("/engine/model/second-reading-is-added", test_second_reading_is_added);
  g_test_add_func ("/engine/model/missing-file-is-unreadable", test_missing_file_is_unreadable);
  g_test_add_func ("/engine/model/newest-whole-one-is-chosen", test_newest_whole_one_is_chosen);
  g_test_add_func ("/engine/model/checksum-is-castagnoli", test_checksum_is_castagnoli);
  g_test_add_func ("/engine/model/concerns-are-weighed-against-each-other", test_concerns_are_weighed_against_each_other);
  g_test_add_func ("/engine/model/terms-are-what-is-weighed", test_terms_are_what_is_weighed);

  return g_test_run ();
}
