// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>

#include <math.h>

/* Contrast of what is written over what it is written on, from the colours of the theme itself. WCAG 2.1, 1.4.3 and 1.4.6. */
#define ENOUGH 4.5
#define ENOUGH_HIGH 7.0
#define ENOUGH_SHAPE 3.0 /* 1.4.11, for icons */

/* The theme's own buttons in colour do not reach 7 in high contrast; they have a border there and are held to 4.5. */

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *colour)
{
  return 0.2126 * to_linear (colour->red) + 0.7152 * to_linear (colour->green) + 0.0722 * to_linear (colour->blue);
}

static GdkRGBA
blend (const GdkRGBA *over,
       const GdkRGBA *under)
{
  return (GdkRGBA) {
    .red = over->red * over->alpha + under->red * (1 - over->alpha),
    .green = over->green * over->alpha + under->green * (1 - over->alpha),
    .blue = over->blue * over->alpha + under->blue * (1 - over->alpha),
    .alpha = 1,
  };
}

static double
get_contrast (const GdkRGBA *over,
              const GdkRGBA *under)
{
  GdkRGBA seen = blend (over, under);
  double a = get_luminance (&seen);
  double b = get_luminance (under);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static GdkRGBA
look_up (GtkWidget  *widget,
         const char *name,
         const GdkRGBA *under)
{
  GdkRGBA colour;

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &colour));
G_GNUC_END_IGNORE_DEPRECATIONS

  return under != NULL ? blend (&colour, under) : colour;
}

/* What we write, on what. Subtitles hold what a line shares about minors, so they count as text like any other. */
static const struct
{
  const char *over;
  const char *under;
  const char *ground; /* under what is under, where that lets through */
  gboolean shape;
  gboolean button;
} pairs[] = {
  { "window_fg_color", "window_bg_color", NULL, FALSE, FALSE },
  { "view_fg_color", "view_bg_color", NULL, FALSE, FALSE },
  { "card_fg_color", "card_bg_color", "window_bg_color", FALSE, FALSE },
  { "headerbar_fg_color", "headerbar_bg_color", NULL, FALSE, FALSE },
  { "popover_fg_color", "popover_bg_color", NULL, FALSE, FALSE },
  { "dialog_fg_color", "dialog_bg_color", NULL, FALSE, FALSE },
  { "accent_color", "window_bg_color", NULL, TRUE, FALSE },
  { "accent_fg_color", "suggested_bg_color", NULL, FALSE, TRUE },
  { "destructive_fg_color", "destructive_bg_color", NULL, FALSE, TRUE },
};

static void
check_pairs (double enough)
{
  GtkWidget *window = adw_window_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      GdkRGBA ground = { 1, 1, 1, 1 };
      GdkRGBA under;
      GdkRGBA over;
      double contrast;

      if (pairs[i].ground != NULL)
        ground = look_up (window, pairs[i].ground, NULL);
      under = look_up (window, pairs[i].under, &ground);
      over = look_up (window, pairs[i].over, &under);
      contrast = get_contrast (&over, &under);
      g_test_message ("%s on %s: %.1f", pairs[i].over, pairs[i].under, contrast);
      g_assert_cmpfloat (contrast, >=, pairs[i].shape ? ENOUGH_SHAPE : pairs[i].button ? ENOUGH : enough);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_formula (void)
{
  GdkRGBA black = { 0, 0, 0, 1 };
  GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA grey = { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0, 1 };

  g_assert_cmpfloat_with_epsilon (get_contrast (&black, &white), 21.0, 0.001);
  g_assert_cmpfloat_with_epsilon (get_contrast (&white, &white), 1.0, 0.001);
  /* The lightest grey that is enough on white. */
  g_assert_cmpfloat_with_epsilon (get_contrast (&grey, &white), 4.54, 0.01);
}

static void
test_light (void)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  check_pairs (g_getenv ("ADW_DEBUG_HIGH_CONTRAST") != NULL ? ENOUGH_HIGH : ENOUGH);
}

static void
test_dark (void)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  check_pairs (g_getenv ("ADW_DEBUG_HIGH_CONTRAST") != NULL ? ENOUGH_HIGH : ENOUGH);
}

/* Our own style has no colour that is not the theme's. */
static void
test_no_own_colours (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "ui", "style.css", NULL);
  g_autofree char *css = NULL;

  g_assert_true (g_file_get_contents (path, &css, NULL, NULL));
  g_assert_false (g_regex_match_simple ("#[0-9a-f]{3,8}\\b|rgba?\\(|hsla?\\(|opacity: *0", css, G_REGEX_CASELESS, 0));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = g_build_filename (g_getenv ("PL_SOURCE_ROOT"), "ui", "style.css", NULL);
  g_autoptr (GtkCssProvider) provider = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  g_test_add_func ("/ui/contrast/formula", test_formula);
  g_test_add_func ("/ui/contrast/light", test_light);
  g_test_add_func ("/ui/contrast/dark", test_dark);
  g_test_add_func ("/ui/contrast/style-has-no-colours-of-its-own", test_no_own_colours);

  return g_test_run ();
}
