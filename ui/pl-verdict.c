// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-verdict.h"

#include <glib/gi18n.h>
#include <string.h>

/* Values are calibrated: 0.5 is "shows". Below that a hint is worth a look, well above it the sign is clear. */
#define LOOK 0.25f
#define CLEAR 0.75f

static void
take_line (PlEngine   *engine,
           const char *line,
           gsize       length,
           PlFinding  *finding)
{
  PlScore score = { 0 };

  if (length == 0)
    return;

  pl_engine_score (engine, line, length, &score);
  if (pl_score_get_peak (&score) >= PL_SCORE_SHOWN)
    finding->n_shown++;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    finding->score.values[i] = MAX (finding->score.values[i], score.values[i]);

  explicit_bzero (&score, sizeof score);
}

/**
 * pl_verdict_check:
 * @engine: an engine
 * @text: one message, or several with a line each
 * @finding: (out): what they add up to
 *
 * Scores each line as a message of its own, as the watcher would. Keeps nothing of @text.
 */
void
pl_verdict_check (PlEngine   *engine,
                  const char *text,
                  PlFinding  *finding)
{
  const char *line = text;

  *finding = (PlFinding) { .n_shown = 0 };
  while (*line != '\0')
    {
      gsize length = strcspn (line, "\r\n");

      take_line (engine, line, length, finding);
      line += length;
      line += strspn (line, "\r\n");
    }
}

/**
 * pl_verdict_of:
 * @finding: what was found
 *
 * Returns: which of the three answers fits
 */
PlVerdict
pl_verdict_of (const PlFinding *finding)
{
  float peak = pl_score_get_peak (&finding->score);

  if (peak >= CLEAR || finding->n_shown > 1)
    return PL_VERDICT_CLEAR;

  return peak >= LOOK ? PL_VERDICT_LOOK : PL_VERDICT_NOTHING;
}

/**
 * pl_verdict_concerns:
 * @finding: what was found
 *
 * Returns: a bit (1 << concern) for each that is worth naming
 */
guint
pl_verdict_concerns (const PlFinding *finding)
{
  guint concerns = 0;

  for (guint i = 0; i < PL_N_CONCERNS; i++)
    if (finding->score.values[i] >= LOOK)
      concerns |= 1u << i;

  return concerns;
}

/**
 * pl_verdict_title:
 * @verdict: an answer
 *
 * Returns: (transfer none): it in a few words
 */
const char *
pl_verdict_title (PlVerdict verdict)
{
  switch (verdict)
    {
    case PL_VERDICT_CLEAR:
      return _("Clear signs");
    case PL_VERDICT_LOOK:
      return _("Worth a second look");
    case PL_VERDICT_NOTHING:
    default:
      return _("Nothing stood out");
    }
}

/**
 * pl_verdict_detail:
 * @verdict: an answer
 *
 * Returns: (transfer none): what it means and what it does not
 */
const char *
pl_verdict_detail (PlVerdict verdict)
{
  switch (verdict)
    {
    case PL_VERDICT_CLEAR:
      return _("This looks like what people warn about. It is not your fault. You can take your time, and you do not have to answer.");
    case PL_VERDICT_LOOK:
      return _("Some of this is like what people warn about. It may be nothing. You know more about it than a program does.");
    case PL_VERDICT_NOTHING:
    default:
      return _("That does not mean that all is well. A program misses things. If it feels off to you, you can go by that.");
    }
}
