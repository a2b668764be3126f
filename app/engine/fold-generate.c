// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Run by the build: writes the two-stage table that folds a code point to what a reader sees. */

#include "pl-fold.h"

#include <stdio.h>

typedef guint16 Page[PL_FOLD_PAGE];

typedef struct
{
  GHashTable *confusable; /* code point -> Latin letter */
  GPtrArray *expansions;  /* of code points that fold to more than one letter */
  GArray *pages;          /* of Page, each once */
  guint16 index[PL_FOLD_LIMIT / PL_FOLD_PAGE];
} Folder;

static gboolean
read_confusables (Folder     *self,
                  const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return FALSE;

  lines = g_strsplit (contents, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      if ((*line)[0] == '#' || (*line)[0] == '\0')
        continue;
      for (const char *p = *line + 2; *p != '\0'; p = g_utf8_next_char (p))
        g_hash_table_insert (self->confusable, GUINT_TO_POINTER (g_utf8_get_char (p)), GUINT_TO_POINTER ((guint) (*line)[0]));
    }

  return TRUE;
}

static gboolean
is_ignorable (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_FORMAT || type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK ||
         c == 0x00AD || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x2800 || c == 0x3164 ||
         c == 0xFFA0 || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

static gboolean
is_pictograph (gunichar c)
{
  return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x2300 && c <= 0x23FF);
}

/* Chinese characters and kana are words of their own: nothing stands between them. */
static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Regional, squared and circled letters have no decomposition that helps. */
static char
get_enclosed_letter (gunichar c)
{
  static const gunichar starts[] = { 0x1F110, 0x1F130, 0x1F150, 0x1F170, 0x1F1E6 };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      if (c >= starts[i] && c < starts[i] + 26)
        return (char) ('a' + (c - starts[i]));
    }

  return 0;
}

static void
append_folded (Folder   *self,
               GString  *out,
               gunichar  c)
{
  gpointer letter = g_hash_table_lookup (self->confusable, GUINT_TO_POINTER (c));

  if (letter != NULL)
    g_string_append_c (out, (char) GPOINTER_TO_UINT (letter));
  else if (!is_ignorable (c) && (g_unichar_isalnum (c) || c < 0x80))
    g_string_append_unichar (out, c);
}

/* Decomposed, case folded, marks dropped, look-alikes replaced. */
static GString *
fold (Folder   *self,
      gunichar  c)
{
  GString *out = g_string_new (NULL);
  char utf8[7] = { 0 };
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;

  if (g_hash_table_contains (self->confusable, GUINT_TO_POINTER (c)))
    {
      append_folded (self, out, c);
      return out;
    }
  g_unichar_to_utf8 (c, utf8);
  decomposed = g_utf8_normalize (utf8, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (decomposed, -1);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (self, out, g_utf8_get_char (p));

  return out;
}

static guint16
add_expansion (Folder  *self,
               GString *text)
{
  for (guint i = 0; i < self->expansions->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->expansions, i), text->str))
        return (guint16) (PL_FOLD_EXPANSION + i);
    }
  g_ptr_array_add (self->expansions, g_strdup (text->str));

  return (guint16) (PL_FOLD_EXPANSION + self->expansions->len - 1);
}

static guint16
fold_text (Folder   *self,
           gunichar  c)
{
  g_autoptr (GString) text = fold (self, c);
  gunichar first = text->len > 0 ? g_utf8_get_char (text->str) : 0;

  if (text->len == 0)
    return g_unichar_isalnum (c) ? PL_FOLD_SAME : PL_FOLD_SEPARATOR;
  if (g_utf8_strlen (text->str, -1) > 1)
    return text->len < PL_FOLD_EXPANSION_LENGTH ? add_expansion (self, text) : PL_FOLD_SAME;
  if (first < 0x80 || (first >= 0x100 && first < PL_FOLD_EXPANSION))
    return (guint16) first;

  return PL_FOLD_SAME;
}

static guint16
fold_entry (Folder   *self,
            gunichar  c)
{
  if (c >= 0xD800 && c < 0xE000)
    return PL_FOLD_SEPARATOR;
  if (get_enclosed_letter (c) != 0)
    return (guint16) get_enclosed_letter (c);
  if (is_ignorable (c))
    return PL_FOLD_IGNORE;
  if (c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x00B4 || c == 0x2032 || c == 0xFF07)
    return '\'';
  if (is_pictograph (c) && !g_unichar_isalnum (c))
    return PL_FOLD_PICTOGRAPH;
  if (is_ideograph (c))
    return PL_FOLD_IDEOGRAPH;
  if (!g_unichar_isdefined (c) || g_unichar_isspace (c) || g_unichar_iscntrl (c))
    return PL_FOLD_SEPARATOR;

  return fold_text (self, c);
}

static guint16
add_page (Folder     *self,
          const Page *page)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      if (memcmp (g_array_index (self->pages, Page, i), *page, sizeof (Page)) == 0)
        return (guint16) i;
    }
  g_array_append_vals (self->pages, page, 1);

  return (guint16) (self->pages->len - 1);
}

static void
fill (Folder *self)
{
  for (guint i = 0; i < PL_FOLD_LIMIT / PL_FOLD_PAGE; i++)
    {
      Page page;

      for (guint j = 0; j < PL_FOLD_PAGE; j++)
        page[j] = fold_entry (self, i * PL_FOLD_PAGE + j);
      self->index[i] = add_page (self, (const Page *) &page);
    }
}

static void
print_table (Folder *self)
{
  printf ("/* Written by fold-generate. */\nstatic const guint16 fold_index[] = {");
  for (guint i = 0; i < G_N_ELEMENTS (self->index); i++)
    printf ("%s%u,", i % 32 == 0 ? "\n" : "", self->index[i]);
  printf ("\n};\nstatic const guint16 fold_pages[][PL_FOLD_PAGE] = {\n");
  for (guint i = 0; i < self->pages->len; i++)
    {
      printf ("{");
      for (guint j = 0; j < PL_FOLD_PAGE; j++)
        printf ("%u,", g_array_index (self->pages, Page, i)[j]);
      printf ("},\n");
    }
  printf ("};\nstatic const char fold_expansions[][PL_FOLD_EXPANSION_LENGTH] = {\n");
  for (guint i = 0; i < self->expansions->len; i++)
    {
      g_autofree char *escaped = g_strescape (g_ptr_array_index (self->expansions, i), NULL);

      printf ("\"%s\",\n", escaped);
    }
  printf ("};\n");
}

int
main (int    argc,
      char **argv)
{
  Folder folder = { 0 };

  folder.confusable = g_hash_table_new (NULL, NULL);
  folder.expansions = g_ptr_array_new_with_free_func (g_free);
  folder.pages = g_array_new (FALSE, FALSE, sizeof (Page));
  if (argc != 2 || !read_confusables (&folder, argv[1]))
    return 1;
  fill (&folder);
  print_table (&folder);
  g_hash_table_unref (folder.confusable);
  g_ptr_array_unref (folder.expansions);
  g_array_unref (folder.pages);

  return 0;
}
