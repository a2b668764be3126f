// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Days of heavy use on a clock that the test moves, through the same wiring as in the watcher. */

#include "pl-pipeline.h"

#include <malloc.h>
#include <stdlib.h>

/* A busy day: two hundred times as many as a phone brings. */
#define MESSAGES_A_DAY 50000
#define DAYS 3

#define CONVERSATIONS 10000
#define PROGRAMS 10000

#define START (G_GINT64_CONSTANT (1893456000) * G_USEC_PER_SEC)
#define DAY (24 * G_TIME_SPAN_HOUR)

typedef struct
{
  PlPipeline *pipeline;
  guint n_raised;
  guint n_shown;
  gint64 now;
} Run;

static const PlPromptPolicySettings no_quiet_hours = { FALSE, 0, 0 };

/* Shown as the policy has it, as the watcher would. */
static void
raised (PlPromptEntry *entry,
        gpointer       data)
{
  Run *run = data;
  const PlDeskState desk = { run->now, 12 * 60, FALSE };

  run->n_raised++;
  if (pl_pipeline_decide (run->pipeline, entry, &desk) != PL_DECISION_SHOW)
    return;

  run->n_shown++;
  pl_pipeline_shown (run->pipeline, entry, run->now);
}

static void
set_up (Run *run)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "model", "porchlight.plm", NULL);
  g_autofree char *tables = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "data", "applications", NULL);
  g_autoptr (GError) error = NULL;
  PlEngine *engine = pl_engine_open (path, &error);

  g_assert_no_error (error);
  run->n_raised = 0;
  run->n_shown = 0;
  run->now = START;
  run->pipeline = pl_pipeline_new (engine, PL_SENSITIVITY_BALANCED, &no_quiet_hours, raised, run);
  pl_intake_load_folder (pl_pipeline_get_intake (run->pipeline), tables, &error);
  g_assert_no_error (error);
}

static void
handle (Run        *run,
        const char *program,
        const char *sender,
        const char *text)
{
  g_auto (GVariantBuilder) hints = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) body = NULL;
  PlBusEvent event = {
    .type = PL_BUS_EVENT_CALL,
    .interface = "org.freedesktop.Notifications",
    .member = "Notify",
    .path = "/org/freedesktop/Notifications",
    .sender = ":1.5",
    .serial = 1,
  };

  g_variant_builder_add (&hints, "{sv}", "category", g_variant_new_string ("im.received"));
  body = g_variant_ref_sink (g_variant_new ("(susss@asa{sv}i)", program, 0, "", sender, text, g_variant_new ("as", NULL), &hints, -1));
  event.body = body;
  pl_pipeline_handle (run->pipeline, &event, run->now);
}

static const char *const texts[] = {
  "practice moved to five, bring your shin guards (%u)", "lol the bus was so late today %u", "did you finish page %u?", "happy birthday!! %u",
  "dont tell your mom about us, delete this chat ok %u", "send me a pic, just for me, nobody will know %u", "see you tomorrow at %u",
};

static void
run_day (Run   *run,
         guint  day)
{
  for (guint i = 0; i < MESSAGES_A_DAY; i++)
    {
      g_autofree char *program = g_strdup_printf ("Chat %u", i % PROGRAMS);
      g_autofree char *sender = g_strdup_printf ("Robin %u", (i + day * 17) % (CONVERSATIONS * 2));
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) gone = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      text = g_strdup_printf (texts[i % G_N_ELEMENTS (texts)], i);
#pragma GCC diagnostic pop
      run->now = START + day * DAY + DAY / MESSAGES_A_DAY * i;
      handle (run, program, sender, text);
      gone = pl_prompt_book_expire (pl_pipeline_get_book (run->pipeline), run->now);
    }

  /* One of each day's chats is an open threat. */
  handle (run, "Chat 0", "Alex", "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family");
}

/* Twice as many conversations as are kept, ten thousand programs: the second day needs no more room than the first, nor does the third. */
static void
test_days_need_no_more_room_than_one (void)
{
  Run run;
  gsize used;

  set_up (&run);
  run_day (&run, 0);
  used = mallinfo2 ().uordblks;
  for (guint day = 1; day < DAYS; day++)
    run_day (&run, day);

  g_assert_cmpuint (run.n_raised, >, 0);
  g_assert_cmpuint (used, >, 0);
  g_assert_cmpuint (mallinfo2 ().uordblks, <=, used + used / 50);
  pl_pipeline_free (run.pipeline);
}

static guint
count_programs (Run *run)
{
  g_autoptr (GVariant) sources = g_variant_ref_sink (pl_sources_to_variant (pl_pipeline_get_sources (run->pipeline)));

  return (guint) g_variant_n_children (sources);
}

static void
test_a_flood_of_programs_is_bounded (void)
{
  Run run;

  set_up (&run);
  for (guint i = 0; i < PROGRAMS * 2; i++)
    {
      g_autofree char *program = g_strdup_printf ("Chat %u", i);

      run.now += G_USEC_PER_SEC;
      handle (&run, program, "Robin", "see you tomorrow");
    }
  g_assert_cmpuint (count_programs (&run), ==, PROGRAMS);
  pl_pipeline_free (run.pipeline);
}

static guint
send_pressure (Run        *run,
               const char *sender)
{
  static const char *const pressure[] = {
    "you are so mature for your age, nobody gets you like i do",
    "dont tell your mom about us, delete this chat ok",
    "send me a pic, just for me, nobody will know",
    "pay me 300 in gift cards tonight or i send your pictures to your whole school and your family",
  };
  guint before = run->n_shown;

  for (guint i = 0; i < G_N_ELEMENTS (pressure); i++)
    {
      run->now += 60 * G_USEC_PER_SEC;
      handle (run, "Chat", sender, pressure[i]);
    }

  return run->n_shown - before;
}

/* The clock leaps years ahead and back, as with a flat battery or after a long sleep: prompts still come, and the caps do not last for years. */
static void
test_a_leaping_clock_silences_nothing (void)
{
  static const gint64 leaps[] = { 0, 3650 * DAY, -3650 * DAY, -40 * 365 * DAY, 40 * 365 * DAY, 9 * G_TIME_SPAN_HOUR, -9 * G_TIME_SPAN_HOUR };
  Run run;

  set_up (&run);
  for (guint i = 0; i < G_N_ELEMENTS (leaps); i++)
    {
      g_autofree char *sender = g_strdup_printf ("Alex %u", i);
      g_autofree char *later = g_strdup_printf ("Jo %u", i);

      run.now += leaps[i];
      send_pressure (&run, sender);
      pl_prompt_book_clear (pl_pipeline_get_book (run.pipeline));

      /* Three weeks on, no cap of before holds. */
      run.now += 21 * DAY;
      g_assert_cmpuint (send_pressure (&run, later), >, 0);
      pl_prompt_book_clear (pl_pipeline_get_book (run.pipeline));
      run.now += 21 * DAY;
    }
  pl_pipeline_free (run.pipeline);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/long-run/days-need-no-more-room-than-one", test_days_need_no_more_room_than_one);
  g_test_add_func ("/trust/long-run/a-flood-of-programs-is-bounded", test_a_flood_of_programs_is_bounded);
  g_test_add_func ("/trust/long-run/a-leaping-clock-silences-nothing", test_a_leaping_clock_silences_nothing);

  return g_test_run ();
}
