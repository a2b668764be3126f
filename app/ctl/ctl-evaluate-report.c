// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The evaluation as one page that needs nothing from outside. */

#include "ctl-evaluation.h"

#include <math.h>

#define WIDTH 640
#define HEIGHT 260
#define MARGIN 56

static const char head[] =
  "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Porchlight: evaluation</title>\n"
  "<meta name=\"viewport\" content=\"width=device-width\"><style>\n"
  "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}\n"
  "pre{overflow-x:auto;background:#f4f4f1;padding:1rem;font-size:13px}svg{width:100%;height:auto}\n"
  "text{font:12px sans-serif;fill:#444}.axis{stroke:#999;fill:none}.a{stroke:#1b5e7a;fill:none;stroke-width:2}\n"
  ".b{stroke:#b05a00;fill:none;stroke-width:2;stroke-dasharray:6 4}.dot{fill:#1b5e7a}.dot2{fill:#b05a00}.line{stroke:#1b5e7a}\n"
  "</style></head><body>\n";

/* Numbers with a point in every locale. */
static void
append_number (GString *out,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof (buffer), "%.1f", value));
}

static void
append_text (GString    *out,
             double      x,
             double      y,
             const char *anchor,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, "<text x=\"");
  append_number (out, x);
  g_string_append (out, "\" y=\"");
  append_number (out, y);
  g_string_append_printf (out, "\" text-anchor=\"%s\">%s</text>\n", anchor, escaped);
}

static void
append_line (GString    *out,
             const char *class,
             double      x1,
             double      y1,
             double      x2,
             double      y2)
{
  g_string_append_printf (out, "<path class=\"%s\" d=\"M", class);
  append_number (out, x1);
  g_string_append_c (out, ' ');
  append_number (out, y1);
  g_string_append_c (out, 'L');
  append_number (out, x2);
  g_string_append_c (out, ' ');
  append_number (out, y2);
  g_string_append (out, "\"/>\n");
}

static void
append_dot (GString    *out,
            const char *class,
            double      x,
            double      y)
{
  g_string_append_printf (out, "<circle class=\"%s\" r=\"4\" cx=\"", class);
  append_number (out, x);
  g_string_append (out, "\" cy=\"");
  append_number (out, y);
  g_string_append (out, "\"/>\n");
}

static void
begin_plot (GString    *out,
            const char *title,
            double      height)
{
  g_string_append_printf (out, "<h2>%s</h2>\n<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d ", title, title, WIDTH);
  append_number (out, height);
  g_string_append (out, "\">\n");
}

/* Both axes from 0 to 1. */
static double
get_x (double share)
{
  return MARGIN + share * (WIDTH - 2 * MARGIN);
}

static double
get_y (double share)
{
  return HEIGHT - MARGIN / 2.0 - share * (HEIGHT - MARGIN);
}

static void
append_axes (GString *out)
{
  append_line (out, "axis", get_x (0), get_y (0), get_x (1), get_y (0));
  append_line (out, "axis", get_x (0), get_y (0), get_x (0), get_y (1));
  append_text (out, MARGIN - 6, get_y (0) + 4, "end", "0");
  append_text (out, MARGIN - 6, get_y (1) + 4, "end", "100%");
}

static void
append_curve (GString         *out,
              const PlWarning *warning,
              const char      *class,
              const char      *dot)
{
  for (guint i = 0; i < PL_N_MARKS; i++)
    {
      double x = get_x ((i + 1.0) / PL_N_MARKS);
      double y = get_y ((double) warning->warned_by[i] / MAX (warning->n, 1));

      if (i > 0)
        append_line (out, class, get_x ((double) i / PL_N_MARKS), get_y ((double) warning->warned_by[i - 1] / MAX (warning->n, 1)), x, y);
      append_dot (out, dot, x, y);
    }
}

static void
append_warning_plot (GString            *out,
                     const PlEvaluation *self)
{
  begin_plot (out, "Conversations warned by message k", HEIGHT);
  append_axes (out);
  for (guint i = 0; i < PL_N_MARKS; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%u", pl_marks[i]);

      append_text (out, get_x ((i + 1.0) / PL_N_MARKS), HEIGHT - 8, "middle", mark);
    }
  append_curve (out, &self->streams, "a", "dot");
  if (self->has_control)
    append_curve (out, &self->control, "b", "dot2");
  g_string_append (out, "</svg>\n<p>Solid: the streams to warn of. Dashed: the other side of the same chats, which a detector of style flags too.</p>\n");
}

static void
append_sources_plot (GString            *out,
                     const PlEvaluation *self)
{
  double top = 10;
  double scale;

  for (guint i = 0; i < self->sources->len; i++)
    top = MAX (top, 10000 * g_array_index (self->sources, PlSourceRate, i).rate.value * 1.5);
  scale = (WIDTH - 220) / top;
  begin_plot (out, "False prompts per 10,000 messages", 40 + 22.0 * self->sources->len);
  for (guint i = 0; i < self->sources->len; i++)
    {
      const PlSourceRate *source = &g_array_index (self->sources, PlSourceRate, i);
      double y = 20 + 22.0 * i;

      append_text (out, 180, y + 4, "end", source->name);
      append_line (out, "line", 190 + scale * 10000 * source->rate.low, y, 190 + scale * MIN (10000 * source->rate.high, top), y);
      append_dot (out, source->hard ? "dot2" : "dot", 190 + scale * 10000 * source->rate.value, y);
    }
  append_line (out, "b", 190 + scale * 3, 8, 190 + scale * 3, 14 + 22.0 * self->sources->len);
  append_text (out, 190 + scale * 3, 30 + 22.0 * self->sources->len, "middle", "3");
  g_string_append (out, "</svg>\n<p>The dot is what was measured, the line its 95% interval, the dashed line the budget.</p>\n");
}

static void
append_calibration_plot (GString            *out,
                         const PlEvaluation *self)
{
  begin_plot (out, "Calibration on the labelled messages", HEIGHT);
  append_axes (out);
  append_line (out, "b", get_x (0), get_y (0), get_x (1), get_y (1));
  for (guint i = 0; i < PL_N_BINS; i++)
    {
      if (self->bins[i].n > 0)
        append_dot (out, "dot", get_x (self->bins[i].mean), get_y (self->bins[i].share));
    }
  append_text (out, get_x (1), HEIGHT - 8, "end", "value");
  g_string_append (out, "</svg>\n<p>Of the messages with a value, the share that is labelled so; on the dashed line the two agree. "
                        "Half stands where F1 is best, not where the share is one half.</p>\n");
}

/**
 * pl_evaluation_to_html:
 * @self: figures
 *
 * Returns: (transfer full): a page with the table and plots; it loads nothing
 */
char *
pl_evaluation_to_html (const PlEvaluation *self)
{
  GString *out = g_string_new (head);
  char *table = NULL;
  gsize size;
  FILE *stream = open_memstream (&table, &size);
  g_autofree char *escaped = NULL;

  pl_evaluation_print (self, stream);
  fclose (stream);
  escaped = g_markup_escape_text (table, -1);
  g_string_append_printf (out, "<h1>Porchlight: evaluation</h1>\n<pre>%s</pre>\n", escaped);
  if (self->has_streams)
    append_warning_plot (out, self);
  if (self->sources != NULL)
    append_sources_plot (out, self);
  if (self->has_labelled)
    append_calibration_plot (out, self);
  g_string_append (out, "</body></html>\n");
  free (table);

  return g_string_free (out, FALSE);
}
