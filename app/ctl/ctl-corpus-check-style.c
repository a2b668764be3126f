// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-corpus-check.h"

#include <math.h>
#include <string.h>

/* A model that sees no word for what it says: length, punctuation, capitals, emoji, spelling. */
typedef enum
{
  CHARACTERS,
  CHARACTERS_SQUARED,
  WORDS,
  WORD_LENGTH,
  CAPITALS,
  FIRST_CAPITAL,
  SHOUTED,      /* words in capitals only */
  SMALL_I,
  STOPS,
  COMMAS,
  QUESTIONS,
  EXCLAMATIONS,
  DOTS,
  END_MARK,
  APOSTROPHES,
  DASHES,
  OPENING_MARKS, /* ¿ and ¡ */
  PICTURES,
  DIGITS,
  ACCENTS,
  SHORT_FORMS,
  STRETCHED,    /* heyyy */
  BIAS,
  N_STYLE,
} StyleFeature;

#define FOLDS 5
#define ROUNDS 12
#define RIDGE 1.0

typedef struct
{
  double x[N_STYLE];
  gboolean positive;
  guint fold;
  double score;
} StyleRow;

/* Spellings of a hurried writer, English and Spanish. */
static const char *const short_forms[] = {
  "u", "ur", "r", "ya", "gonna", "wanna", "gotta", "pls", "plz", "thx", "ty", "bc", "cuz", "idk", "lol", "lmao", "omg", "rn", "tbh", "ngl", "imma",
  "dont", "im", "ive", "cant", "wont", "didnt", "thats", "whats", "isnt", "youre", "ill", "k", "n", "w", "tho", "tmrw", "b4", "gon", "aint", "smth",
  "q", "k", "xq", "pq", "tb", "tmb", "x", "xfa", "porfa", "bn", "msj", "ntp", "tqm", "d", "xd", "jaja", "pa", "toy", "tas", "stas", "kiero", "ke", "aki",
};

static guint
count_short_forms (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " .,!?¿¡", -1);
  guint n = 0;

  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *small = g_utf8_strdown (*word, -1);

      for (guint i = 0; i < G_N_ELEMENTS (short_forms); i++)
        n += g_str_equal (small, short_forms[i]);
    }

  return n;
}

static guint
count_words (const char *text,
             double     *shouted,
             double     *small_i)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = 0;

  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *small = g_utf8_strdown (*word, -1);
      g_autofree char *large = g_utf8_strup (*word, -1);

      n += (*word)[0] != '\0';
      *shouted += g_utf8_strlen (*word, -1) > 1 && g_str_equal (*word, large) && !g_str_equal (*word, small);
      *small_i += g_str_equal (*word, "i") || g_str_has_prefix (*word, "i'");
    }

  return MAX (n, 1);
}

static void
count_character (double   *x,
                 gunichar  c)
{
  static const char marks[] = ".,?!'-";
  static const StyleFeature features[] = { STOPS, COMMAS, QUESTIONS, EXCLAMATIONS, APOSTROPHES, DASHES };
  const char *mark = c != 0 && c < 128 ? strchr (marks, (int) c) : NULL;

  if (mark != NULL)
    x[features[mark - marks]] += 1;
  x[CAPITALS] += g_unichar_isupper (c);
  x[DIGITS] += g_unichar_isdigit (c);
  x[APOSTROPHES] += c == 0x2019;
  x[DASHES] += c == 0x2013 || c == 0x2014;
  x[OPENING_MARKS] += c == 0xbf || c == 0xa1;
  x[PICTURES] += c > 0x2190 && c != 0x2026;
  x[ACCENTS] += c >= 0xc0 && c < 0x250;
}

static void
measure_text (double     *x,
              const char *text)
{
  double length = g_utf8_strlen (text, -1);
  double words = count_words (text, &x[SHOUTED], &x[SMALL_I]);
  gunichar last = 0;
  guint run = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      count_character (x, c);
      run = c == last ? run + 1 : 1;
      last = c;
      x[STRETCHED] += run == 3 && g_unichar_isalpha (c);
    }
  x[FIRST_CAPITAL] = g_unichar_isupper (g_utf8_get_char (text));
  x[END_MARK] = last == '.' || last == '!' || last == '?';
  x[DOTS] = strstr (text, "..") != NULL || strstr (text, "…") != NULL;
  x[SHORT_FORMS] = count_short_forms (text) / words;
  x[CAPITALS] /= length;
  x[WORDS] = log (words);
  x[WORD_LENGTH] = length / words;
  x[CHARACTERS] = log (length);
  x[CHARACTERS_SQUARED] = x[CHARACTERS] * x[CHARACTERS];
  x[BIAS] = 1;
}

static void
standardise (GArray *rows)
{
  for (guint k = 0; k < BIAS; k++)
    {
      double sum = 0;
      double squares = 0;
      double mean;
      double deviation;

      for (guint i = 0; i < rows->len; i++)
        sum += g_array_index (rows, StyleRow, i).x[k];
      mean = sum / rows->len;
      for (guint i = 0; i < rows->len; i++)
        squares += pow (g_array_index (rows, StyleRow, i).x[k] - mean, 2);
      deviation = sqrt (squares / rows->len);
      for (guint i = 0; i < rows->len; i++)
        g_array_index (rows, StyleRow, i).x[k] = deviation > 0 ? (g_array_index (rows, StyleRow, i).x[k] - mean) / deviation : 0;
    }
}

/* Solves a positive definite system in place by Cholesky's method; the answer is left in b. */
static void
solve (double a[N_STYLE][N_STYLE],
       double *b)
{
  for (guint i = 0; i < N_STYLE; i++)
    {
      for (guint k = 0; k <= i; k++)
        {
          double sum = a[i][k];

          for (guint m = 0; m < k; m++)
            sum -= a[i][m] * a[k][m];
          a[i][k] = i == k ? sqrt (sum) : sum / a[k][k];
        }
    }
  for (guint i = 0; i < N_STYLE; i++)
    {
      for (guint k = 0; k < i; k++)
        b[i] -= a[i][k] * b[k];
      b[i] /= a[i][i];
    }
  for (guint i = N_STYLE; i-- > 0;)
    {
      for (guint k = i + 1; k < N_STYLE; k++)
        b[i] -= a[k][i] * b[k];
      b[i] /= a[i][i];
    }
}

static double
dot (const double *weights,
     const double *x)
{
  double sum = 0;

  for (guint k = 0; k < N_STYLE; k++)
    sum += weights[k] * x[k];

  return sum;
}

/* One step of iteratively reweighted least squares for logistic regression with a ridge. */
static void
step (const GArray *rows,
      guint         fold,
      double       *weights)
{
  double hessian[N_STYLE][N_STYLE] = { { 0 } };
  double gradient[N_STYLE];

  for (guint k = 0; k < N_STYLE; k++)
    {
      hessian[k][k] = RIDGE;
      gradient[k] = -RIDGE * weights[k];
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const StyleRow *row = &g_array_index (rows, StyleRow, i);
      double p = 1 / (1 + exp (-dot (weights, row->x)));

      if (row->fold == fold)
        continue;
      for (guint k = 0; k < N_STYLE; k++)
        {
          gradient[k] += (row->positive - p) * row->x[k];
          for (guint m = 0; m <= k; m++)
            hessian[k][m] += p * (1 - p) * row->x[k] * row->x[m];
        }
    }
  solve (hessian, gradient);
  for (guint k = 0; k < N_STYLE; k++)
    weights[k] += gradient[k];
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  double x = ((const StyleRow *) a)->score;
  double y = ((const StyleRow *) b)->score;

  return x < y ? -1 : x > y;
}

/* The chance that a positive scores above a negative (Mann and Whitney), ties counted half. */
static double
area (GArray *rows)
{
  double below = 0;
  double sum = 0;
  double positives = 0;

  g_array_sort (rows, compare_scores);
  for (guint i = 0, n; i < rows->len; i += n)
    {
      double here[2] = { 0 };

      for (n = 0; i + n < rows->len && g_array_index (rows, StyleRow, i + n).score <= g_array_index (rows, StyleRow, i).score; n++)
        here[g_array_index (rows, StyleRow, i + n).positive]++;
      sum += here[1] * (below + here[0] / 2);
      below += here[0];
      positives += here[1];
    }

  return positives > 0 && below > 0 ? sum / positives / below : 0.5;
}

/* Which rows a style model is asked about: of one concern, or PL_CONCERN_GENERAL for all. */
static gboolean
wants (const PlExample *example,
       const char      *language,
       PlConcern        concern)
{
  if (example->pattern != NULL || !g_str_equal (example->language, language))
    return FALSE;
  if (concern == PL_CONCERN_GENERAL)
    return example->concerns != 0 || (example->near != NULL && example->near[0] != '\0');

  return example->concerns & 1u << concern || (example->concerns == 0 && pl_corpus_list_shows (example->near, concern));
}

static GArray *
collect (const PlCorpus *corpus,
         const char     *language,
         PlConcern       concern,
         guint           seed)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (StyleRow));
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < corpus->examples->len; i++)
    {
      const PlExample *example = pl_corpus_get (corpus, i);
      StyleRow row = { .positive = example->concerns != 0 };

      if (!wants (example, language, concern) || example->text[0] == '\0')
        continue;
      row.fold = (guint) g_rand_int_range (random, 0, FOLDS);
      measure_text (row.x, example->text);
      g_array_append_val (rows, row);
    }

  return rows;
}

/**
 * pl_corpus_measure_style:
 * @corpus: rows
 * @language: which of them
 * @concern: which positives and hard negatives; %PL_CONCERN_GENERAL for those of all
 * @seed: of the folds
 * @n: (out) (optional): how many rows were used
 *
 * Returns: the area under the curve of a cross-validated logistic regression that sees only the way of writing; 0.5 is a coin
 */
double
pl_corpus_measure_style (const PlCorpus *corpus,
                         const char     *language,
                         PlConcern       concern,
                         guint           seed,
                         guint          *n)
{
  g_autoptr (GArray) rows = collect (corpus, language, concern, seed);

  if (n != NULL)
    *n = rows->len;
  if (rows->len == 0)
    return 0.5;
  standardise (rows);
  for (guint fold = 0; fold < FOLDS; fold++)
    {
      double weights[N_STYLE] = { 0 };

      for (guint round = 0; round < ROUNDS; round++)
        step (rows, fold, weights);
      for (guint i = 0; i < rows->len; i++)
        {
          StyleRow *row = &g_array_index (rows, StyleRow, i);

          if (row->fold == fold)
            row->score = dot (weights, row->x);
        }
    }

  return area (rows);
}

/**
 * pl_corpus_check_style:
 * @corpus: rows
 * @needs: of a language
 * @seed: of the folds
 * @faults: (element-type PlFault): gets a fault for each concern, or for all together, where style gives the label away
 */
void
pl_corpus_check_style (const PlCorpus      *corpus,
                       const PlCorpusNeeds *needs,
                       guint                seed,
                       GPtrArray           *faults)
{
  for (guint concern = 0; concern <= PL_CONCERN_GENERAL; concern++)
    {
      double value = pl_corpus_measure_style (corpus, needs->language, concern, seed, NULL);
      g_autofree char *where = g_strdup_printf ("%s, %s", needs->language, pl_concern_get_name (concern));

      if (value >= needs->style)
        pl_faults_add_count (faults, PL_FAULT_STYLE, where, "a model that sees only the style tells %.3f apart, and must stay below %.2f", value, needs->style);
    }
}
