// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-schedule.h"

static char *
describe (const char *hours)
{
  g_autoptr (GPtrArray) spans = pl_schedule_parse (hours);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      PlScheduleSpan *span = g_ptr_array_index (spans, i);

      g_string_append_printf (text, "%s %s-%s;", span->byday, span->opens_at, span->closes_at);
    }

  return g_strdup (text->str);
}

static void
test_plain_sentences (void)
{
  static const struct
  {
    const char *hours;
    const char *spans;
  } cases[] = {
    { "24/7", "MO,TU,WE,TH,FR,SA,SU 00:00-23:59;" },
    { "Mon-Fri 9-20", "MO,TU,WE,TH,FR 09:00-20:00;" },
    { "Mon-Fri 12-20; Sat 9:30-14", "MO,TU,WE,TH,FR 12:00-20:00;SA 09:30-14:00;" },
    { "Mon Wed Fri 14-18; Tue Thu 9-13", "MO,WE,FR 14:00-18:00;TU,TH 09:00-13:00;" },
    { "11-23 daily", "MO,TU,WE,TH,FR,SA,SU 11:00-23:00;" },
    { "9-23 every day", "MO,TU,WE,TH,FR,SA,SU 09:00-23:00;" },
    { "Sat-Sun 11-24", "SA,SU 11:00-23:59;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spans = describe (cases[i].hours);

      g_assert_cmpstr (spans, ==, cases[i].spans);
    }
}

/* What is not plain stays a sentence: half a guess would be worse. */
static void
test_others_stay_sentences (void)
{
  static const char *const hours[] = {
    "", "weekdays, office hours", "Monday to Friday", "9-17", "Mon-Fri", "24/7; chat 12-20", "Fri-Mon 9-17", "Mon 9-25", "Mon 9:75-10", "Mon 9-17 10-12", "Mon 9-", "Mo 9-17",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autofree char *spans = describe (hours[i]);

      g_assert_cmpstr (spans, ==, "");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/schedule/plain-sentences", test_plain_sentences);
  g_test_add_func ("/directory/schedule/others-stay-sentences", test_others_stay_sentences);

  return g_test_run ();
}
