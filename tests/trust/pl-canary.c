// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-canary.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Long enough that it stands nowhere by chance, short enough that a classifier still hears the rest of a message. */
#define WORD_LENGTH 14

/* A file larger than this is searched up to here; none of ours comes near. */
#define FILE_LIMIT (256 * 1024 * 1024)

struct _PlCanary
{
  /* Owned */
  char *word;
  GPtrArray *forms; /* (element-type GBytes) */
};

/* Consonants and vowels in turn, so that no spelling repair of ours touches it; 10^12 such words. */
static char *
make_word (void)
{
  static const char consonants[] = "bdfgkmnprtvz";
  static const char vowels[] = "aeiou";
  char *word = g_malloc0 (WORD_LENGTH + 1);

  for (guint i = 0; i < WORD_LENGTH; i++)
    word[i] = i % 2 == 0 ? consonants[g_test_rand_int_range (0, sizeof consonants - 1)] : vowels[g_test_rand_int_range (0, sizeof vowels - 1)];
  word[0] = g_ascii_toupper (word[0]);

  return word;
}

static void
add_wide (PlCanary   *self,
          const char *text,
          guint       width)
{
  gsize length = strlen (text);
  g_autofree char *wide = g_malloc0 (length * width);

  for (gsize i = 0; i < length; i++)
    wide[i * width] = text[i];
  g_ptr_array_add (self->forms, g_bytes_new (wide, length * width));
}

static void
add_hexadecimal (PlCanary   *self,
                 const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    g_string_append_printf (digits, "%02x", (guint) (guchar) *c);
  g_ptr_array_add (self->forms, g_bytes_new (digits->str, digits->len));
}

/* Base64 of the middle of a longer text depends on where it starts: all three ways, without the ends that neighbours change. */
static void
add_base64 (PlCanary   *self,
            const char *text)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *shifted = g_strdup_printf ("%.*s%s", (int) i, "  ", text);
      g_autofree char *encoded = g_base64_encode ((const guchar *) shifted, strlen (shifted));
      gsize start = i == 0 ? 0 : 4;

      g_ptr_array_add (self->forms, g_bytes_new (encoded + start, strlen (text) / 3 * 4 - 4));
    }
}

/* As sent, and as a normaliser could leave it; in the widths of UTF-8, UTF-16 and UTF-32. */
static void
add_forms (PlCanary   *self,
           const char *word)
{
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *upper = g_ascii_strup (word, -1);
  g_autofree char *reversed = g_strreverse (g_strdup (lower));
  const char *const spellings[] = { word, lower, upper, reversed };
  static const guint widths[] = { 1, 2, 4 };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
        add_wide (self, spellings[i], widths[j]);
    }
  add_hexadecimal (self, word);
  add_base64 (self, word);
}

/**
 * pl_canary_new:
 *
 * Returns: (transfer full): a new word, from the seed that the test prints
 */
PlCanary *
pl_canary_new (void)
{
  PlCanary *self = g_new0 (PlCanary, 1);

  self->word = make_word ();
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  add_forms (self, self->word);

  return self;
}

/**
 * pl_canary_free:
 * @self: (transfer full): the word
 */
void
pl_canary_free (PlCanary *self)
{
  g_ptr_array_unref (self->forms);
  g_free (self->word);
  g_free (self);
}

/**
 * pl_canary_get_word:
 * @self: the word
 *
 * Returns: (transfer none): the word as it is sent
 */
const char *
pl_canary_get_word (PlCanary *self)
{
  return self->word;
}

/**
 * pl_canary_search_bytes:
 * @self: the word
 * @bytes: (array length=size): where to look
 * @size: how many bytes
 *
 * Returns: how many forms of the word are in it
 */
guint
pl_canary_search_bytes (PlCanary   *self,
                        const void *bytes,
                        gsize       size)
{
  guint n = 0;

  for (guint i = 0; i < self->forms->len; i++)
    {
      gsize length;
      const void *form = g_bytes_get_data (g_ptr_array_index (self->forms, i), &length);

      n += memmem (bytes, size, form, length) != NULL;
    }

  return n;
}

static void
search_file (PlCanary   *self,
             const char *path,
             GPtrArray  *places)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 block[65536];
  gssize n;

  if (descriptor < 0)
    return;
  while (content->len < FILE_LIMIT && (n = read (descriptor, block, sizeof block)) > 0)
    g_byte_array_append (content, block, (guint) n);
  close (descriptor);

  if (pl_canary_search_bytes (self, content->data, content->len) > 0)
    g_ptr_array_add (places, g_strdup (path));
}

static void
search_entry (PlCanary   *self,
              const char *path,
              gint64      since,
              GPtrArray  *places)
{
  struct stat info;

  if (lstat (path, &info) != 0)
    return;

  /* A name can give away as much as a content. */
  if (pl_canary_search_bytes (self, path, strlen (path)) > 0)
    g_ptr_array_add (places, g_strdup (path));

  if (S_ISDIR (info.st_mode))
    pl_canary_search_folder (self, path, since, places);
  else if (S_ISREG (info.st_mode) && info.st_mtime >= since)
    search_file (self, path, places);
}

/**
 * pl_canary_search_folder:
 * @self: the word
 * @folder: searched with all below it
 * @since: seconds since 1970; files that were not written since are passed over
 * @places: (element-type utf8): where they were found is added
 */
void
pl_canary_search_folder (PlCanary   *self,
                         const char *folder,
                         gint64      since,
                         GPtrArray  *places)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      search_entry (self, path, since, places);
    }
}

static void
search_region (PlCanary   *self,
               int         memory,
               const char *line,
               int         pid,
               GPtrArray  *places)
{
  guint64 start = g_ascii_strtoull (line, NULL, 16);
  const char *dash = strchr (line, '-');
  guint64 end = dash != NULL ? g_ascii_strtoull (dash + 1, NULL, 16) : start;
  const char *rights = strchr (line, ' ');
  g_autofree char *block = NULL;
  gssize n;

  if (rights == NULL || rights[1] != 'r' || strstr (line, "[vvar]") != NULL || end - start > G_MAXINT32)
    return;

  block = g_try_malloc (end - start);
  n = block != NULL ? pread (memory, block, end - start, (off_t) start) : -1;
  if (n <= 0)
    return;

  for (guint i = 0; i < self->forms->len; i++)
    {
      gsize length;
      const void *form = g_bytes_get_data (g_ptr_array_index (self->forms, i), &length);
      const char *found = memmem (block, (gsize) n, form, length);

      if (found != NULL)
        g_ptr_array_add (places, g_strdup_printf ("process %d, form %u, at %" G_GINT64_MODIFIER "x of %s", pid, i, start + (guint64) (found - block), line));
    }
}

/**
 * pl_canary_search_process:
 * @self: the word
 * @pid: a process
 * @places: (element-type utf8): where they were found is added
 *
 * Returns: whether its memory could be read at all
 */
gboolean
pl_canary_search_process (PlCanary  *self,
                          int        pid,
                          GPtrArray *places)
{
  g_autofree char *maps_path = g_strdup_printf ("/proc/%d/maps", pid);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%d/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open (memory_path, O_RDONLY | O_CLOEXEC);

  if (memory < 0)
    return FALSE;
  if (!g_file_get_contents (maps_path, &maps, NULL, NULL) || *maps == '\0')
    {
      close (memory);
      return FALSE;
    }

  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    search_region (self, memory, lines[i], pid, places);
  close (memory);

  return TRUE;
}

static gboolean
is_ours (PlSession  *session,
         const char *pid)
{
  g_autofree char *link = g_strdup_printf ("/proc/%s/exe", pid);
  g_autofree char *path = g_strdup_printf ("/proc/%s/environ", pid);
  g_autofree char *program = g_file_read_link (link, NULL);
  g_autofree char *environment = NULL;
  gsize size;
  const char *root = pl_session_get_home (session);

  return program != NULL && g_str_has_prefix (program, PL_PREFIX) && g_file_get_contents (path, &environment, &size, NULL) &&
         memmem (environment, size, root, strlen (root)) != NULL;
}

/**
 * pl_canary_list_processes:
 * @session: a session
 *
 * Returns: (transfer full) (element-type int): the ids of all processes of this project that run in it
 */
GArray *
pl_canary_list_processes (PlSession *session)
{
  GArray *pids = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GDir) directory = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      int pid = atoi (name);

      if (pid > 0 && is_ours (session, name))
        g_array_append_val (pids, pid);
    }

  return pids;
}

/**
 * pl_canary_may_read_memory:
 *
 * Returns: whether this test may read the memory of a process that is closed to others: as root it may
 */
gboolean
pl_canary_may_read_memory (void)
{
  return geteuid () == 0;
}
