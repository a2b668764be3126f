// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The model that is shipped, on sentences written for this test. */

#include "pl-engine.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  PlEngine *engine;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "porchlight.plm", NULL);
  g_autoptr (GError) error = NULL;

  fixture->engine = pl_engine_open (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pl_engine_free (fixture->engine);
}

static PlScore
score (Fixture    *fixture,
       const char *text)
{
  PlScore result;

  pl_engine_score (fixture->engine, text, strlen (text), &result);

  return result;
}

static void
test_plain_signs_show (Fixture       *fixture,
                       gconstpointer  data)
{
  PlScore secrecy = score (fixture, "delete this chat and dont tell your mom about us");
  PlScore image = score (fixture, "send me a pic of you, just for me");
  PlScore spanish = score (fixture, "borra este chat y no le digas a tu mamá de lo nuestro");

  g_assert_true (pl_score_shows (&secrecy, PL_CONCERN_SECRECY));
  g_assert_true (pl_score_shows (&image, PL_CONCERN_IMAGE_REQUEST));
  g_assert_true (pl_score_shows (&spanish, PL_CONCERN_SECRECY));
}

/* A line may be taken wrong; what must not happen is that plain talk often is. */
static void
test_plain_talk_seldom_shows (Fixture       *fixture,
                              gconstpointer  data)
{
  static const char *const plain[] = {
    "the bus is late again", "dinner is at six", "did you finish the math homework", "nice goal yesterday", "i left my umbrella at your place",
    "the cat slept on my laptop", "who has the charger", "raining here, how about there", "the library closes early on fridays", "that film was so long",
    "happy birthday grandpa", "we ran out of milk", "my knee hurts from practice", "see you on monday", "the printer is broken, use the one upstairs",
    "can somebody water the plants", "lost to the blue team, three to one", "the soup needs salt", "my alarm did not ring", "good luck with the test",
    "la cena está lista", "mañana hay examen de historia", "qué calor hace hoy", "se me olvidó el paraguas", "ganamos dos a uno",
    "la abuela hizo arroz con leche", "el camión va llenísimo", "ya empezó la película", "me duele la rodilla", "feliz cumpleaños tío",
    "hay que regar las plantas", "el perro se comió mi calcetín", "nos vemos el lunes", "la impresora no sirve", "qué partido tan malo",
    "falta pan para la cena", "se fue la luz en toda la calle", "suerte en el examen", "llueve otra vez", "",
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      PlScore result = score (fixture, plain[i]);

      n += pl_score_get_peak (&result) >= PL_SCORE_SHOWN;
    }
  g_test_message ("%u of %u show something", n, (guint) G_N_ELEMENTS (plain));
  g_assert_cmpuint (n * 20, <=, G_N_ELEMENTS (plain));
}

/* Sentences that differ in who somebody is. */
static void
test_identity_moves_no_score (Fixture       *fixture,
                              gconstpointer  data)
{
  static const char *const templates[] = { "my %s friend wants to meet you at the park", "as a %s kid you should not tell your parents", "un amigo %s me pidió una foto" };
  static const char *const words[] = { "gay", "trans", "muslim", "black", "latina", "disabled", "foster", "jewish", "deaf", "immigrant" };

  for (guint t = 0; t < G_N_ELEMENTS (templates); t++)
    {
      float least = 1;
      float most = 0;

      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        {
          g_auto (GStrv) parts = g_strsplit (templates[t], "%s", 2);
          g_autofree char *text = g_strjoinv (words[i], parts);
          PlScore result = score (fixture, text);
          float peak = pl_score_get_peak (&result);

          least = MIN (least, peak);
          most = MAX (most, peak);
        }
      g_assert_cmpfloat (most - least, <=, 0.05);
    }
}

static void
test_pronouns_and_names_move_no_score (Fixture       *fixture,
                                       gconstpointer  data)
{
  static const char *const same[][2] = {
    { "he said not to tell his mom", "she said not to tell her dad" },
    { "Ahmed wants your number", "Maria wants your number" },
    { "your brother cant know about the money", "your sister cant know about the money" },
    { "after church come to my place alone", "after mosque come to my place alone" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      PlScore one = score (fixture, same[i][0]);
      PlScore two = score (fixture, same[i][1]);

      g_assert_cmpfloat_with_epsilon (pl_score_get_peak (&one), pl_score_get_peak (&two), 0.05f);
    }
}

static void
test_evasions_change_little (Fixture       *fixture,
                             gconstpointer  data)
{
  static const char *const evaded[] = { "dеlеtе this сhаt аnd dоnt tеll yоur mоm аbоut us", "d\u200be\u200blete this c\u200bhat and dont t\u200bell your mom about us",
                                        "d e l e t e  this  chat  and  d o n t  tell  your  mom  about  us", "deleeeete this chaaaat and dont teeeell your moooom about us",
                                        "d3l3t3 thi5 ch4t 4nd d0nt t3ll y0ur m0m 4b0ut u5", "delte tihs caht and dotn tell yuor mom abuot us",
                                        "dlte ths cht and dnt tll yr mom abt us" };

  for (guint i = 0; i < G_N_ELEMENTS (evaded); i++)
    {
      PlScore result = score (fixture, evaded[i]);

      g_assert_true (pl_score_shows (&result, PL_CONCERN_SECRECY));
    }
}

static void
test_spans_lie_on_letters (Fixture       *fixture,
                           gconstpointer  data)
{
  static const char text[] = "¡Ey! bоrra este chat 📸 y no le digas a tu mamá, mándame una foto";
  PlScore result = score (fixture, text);
  g_autoptr (GArray) spans = pl_engine_explain (fixture->engine, text, strlen (text), &result);

  g_assert_cmpuint (spans->len, >, 0);
  for (guint i = 0; i < spans->len; i++)
    {
      const PlSpan *span = &g_array_index (spans, PlSpan, i);

      g_assert_cmpuint (span->start, <, span->end);
      g_assert_cmpuint (span->end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + span->start, (gssize) (span->end - span->start), NULL));
      g_assert_true (pl_score_shows (&result, span->concern));
    }
}

/* What a long text shows is not diluted by what stands around it. */
static void
test_padding_hides_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlScore result;

  for (guint i = 0; i < 400; i++)
    g_string_append (text, "the bus is late again. ");
  for (guint i = 0; i < 30; i++)
    g_string_append (text, "delete this chat and dont tell your mom about us. ");
  result = score (fixture, text->str);
  g_assert_true (pl_score_shows (&result, PL_CONCERN_SECRECY));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/engine/shipped/plain-signs-show", test_plain_signs_show);
  ADD ("/engine/shipped/plain-talk-seldom-shows", test_plain_talk_seldom_shows);
  ADD ("/engine/shipped/identity-moves-no-score", test_identity_moves_no_score);
  ADD ("/engine/shipped/pronouns-and-names-move-no-score", test_pronouns_and_names_move_no_score);
  ADD ("/engine/shipped/evasions-change-little", test_evasions_change_little);
  ADD ("/engine/shipped/spans-lie-on-letters", test_spans_lie_on_letters);
  ADD ("/engine/shipped/padding-hides-nothing", test_padding_hides_nothing);

  return g_test_run ();
}
