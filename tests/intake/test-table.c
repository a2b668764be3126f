// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "intake-events.h"
#include "pl-intake-private.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
load (PlIntake   *intake,
      const char *text,
      GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return pl_intake_load_table (intake, bytes, error);
}

static PlReading *
read_app (PlIntake   *intake,
          const char *name,
          const char *entry,
          const char *summary,
          const char *body)
{
  return read_notify (intake, ":1.5", "org.freedesktop.Notifications",
                      build_notify (name, 0, summary, body, NULL, build_hints ("desktop-entry", g_variant_new_string (entry))), 0);
}

static void
test_ids_are_known_in_every_dress (void)
{
  static const char *const ids[] = { "signal-desktop", "Signal", "org.signal.Signal", "SIGNAL-DESKTOP", "signal-desktop.desktop",
                                     "snap.signal-desktop", "signal-desktop_signal-desktop", "signal-desktop-beta", "com.vendor.Signal" };
  g_autoptr (PlIntake) intake = pl_intake_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const PlProgram *program = pl_table_find_app (intake->table, ids[i]);

      g_assert_nonnull (program);
      g_assert_cmpstr (program->key, ==, "signal-desktop");
    }
  g_assert_null (pl_table_find_app (intake->table, "org.example.Desktop"));
  g_assert_null (pl_table_find_app (intake->table, "org.example.Chat"));
  g_assert_null (pl_table_find_app (intake->table, "xfce4-session"));
  g_assert_null (pl_table_find_app (intake->table, ""));
  g_assert_null (pl_table_find_app (intake->table, "."));
}

static void
test_sites_cover_their_domain (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();

  g_assert_nonnull (pl_table_find_site (intake->table, "discord.com"));
  g_assert_nonnull (pl_table_find_site (intake->table, "www.discord.com"));
  g_assert_nonnull (pl_table_find_site (intake->table, "school.slack.com"));
  g_assert_null (pl_table_find_site (intake->table, "notdiscord.com"));
  g_assert_null (pl_table_find_site (intake->table, "discord.com.example.org"));
}

static void
test_a_person_can_add_a_program (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (PlReading) before = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin at Class", "one");
  g_autoptr (PlReading) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (before->is_message);
  g_assert_true (load (intake, "[app org.example.Pigeon]\nName=Pigeon\nText=plain\nRead1={sender} at {group} | {text}\n", &error));
  g_assert_no_error (error);
  after = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin at Class", "two");
  g_assert_true (after->is_message);
  g_assert_cmpstr (pl_message_get_sender (get_first (after)), ==, "Robin");
  g_assert_cmpstr (pl_message_get_group (get_first (after)), ==, "Class");
}

static void
test_a_program_can_be_named_in_the_settings (void)
{
  static const char *const extra[] = { "org.example.Pigeon", NULL };
  static const char *const muted[] = { "app:org.example.pigeon", NULL };
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (PlReading) added = NULL;
  g_autoptr (PlReading) silenced = NULL;

  pl_intake_set_extra (intake, extra);
  added = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin", "one");
  g_assert_true (added->is_message);
  pl_intake_set_muted (intake, muted);
  silenced = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin", "two");
  g_assert_false (silenced->use);
  g_assert_nonnull (strstr (silenced->why, "muted"));
}

static char *
answer_categories (const char *application,
                   gpointer    data)
{
  ++*(guint *) data;

  return g_strdup (g_str_equal (application, "org.example.Pigeon") ? "Network;InstantMessaging;" : "Game;");
}

static void
test_the_desktop_file_is_asked_once (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  guint n = 0;

  pl_intake_set_categories_func (intake, answer_categories, &n, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      g_autoptr (PlReading) chat = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin", text);
      g_autoptr (PlReading) game = read_app (intake, "Owl", "org.example.Owl", "Robin", text);

      g_assert_true (chat->is_message);
      g_assert_false (game->is_message);
    }
  g_assert_cmpuint (n, ==, 2);
}

static void
assert_refused (const char *text,
                const char *place)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (load (intake, text, &error));
  g_assert_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE);
  g_assert_nonnull (strstr (error->message, place));
}

static void
test_a_mistake_is_named_with_its_place (void)
{
  assert_refused ("[app x]\nKind=pigeon\n", "[app x] Kind");
  assert_refused ("[app x]\nText=bold\n", "[app x] Text");
  assert_refused ("[app x]\nRead1={sender}\n", "[app x] Read1");
  assert_refused ("[app x]\nRead1={sender}{group} | {text}\n", "[app x] Read1");
  assert_refused ("[app x]\nRead1={sender} | {text} -> shouting\n", "[app x] Read1");
  assert_refused ("[words shouting]\nen=hey\n", "words shouting");
  assert_refused ("[pigeon]\nx=y\n", "[pigeon]");
  assert_refused ("no group", "");
  assert_refused ("[app x]\nName=\xff\xfe\n", "UTF-8");
}

static void
test_a_bad_table_changes_nothing (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autoptr (PlReading) reading = NULL;

  g_assert_false (load (intake, "[app org.example.Pigeon]\nKind=chat\n[app y]\nKind=pigeon\n", NULL));
  reading = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin", "one");
  g_assert_false (reading->is_message);
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_a_folder_of_tables (void)
{
  g_autoptr (PlIntake) intake = pl_intake_new ();
  g_autofree char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlReading) reading = NULL;

  g_assert_true (pl_intake_load_folder (intake, "/nonexistent", &error));
  write_file (folder, "10-bad.ini", "[app x]\nKind=pigeon\n");
  write_file (folder, "20-good.ini", "[app org.example.Pigeon]\nKind=chat\n");
  write_file (folder, "notes.txt", "not a table");
  g_assert_false (pl_intake_load_folder (intake, folder, &error));
  g_assert_nonnull (strstr (error->message, "10-bad.ini"));
  reading = read_app (intake, "Pigeon", "org.example.Pigeon", "Robin", "one");
  g_assert_true (reading->is_message);

  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "10-bad.ini", "20-good.ini", "notes.txt" };
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Somebody's words must never be taken for a program's: what looks like a phrase but goes on is not one. */
static void
test_words_of_people_stay_words (void)
{
  static const char *const texts[] = {
    "I am waiting for you", "come to your window tonight", "new message me later", "photo please", "send a photo of you", "video call me now",
    "did you get a new message?", "I can come to your house", "you have been invited to a private shoot in the city", "mom left?",
    "he reacted badly when I told him", "call me when you are alone", "are you online", "the gate code is 4471, come up", "your code is 482913 ok",
    "message me on the other app", "Typing this fast: delete our chat", "3 messages and you still do not answer me", "missed you today",
  };
  g_autoptr (PlIntake) intake = pl_intake_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PlReading) reading = read_app (intake, "Signal", "signal-desktop", "Sam", texts[i]);

      g_test_message ("%u", i);
      g_assert_cmpint (pl_message_get_kind (get_first (reading)), ==, PL_MESSAGE_TEXT);
      g_assert_cmpstr (pl_message_get_text (get_first (reading)), ==, texts[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/table/ids-are-known-in-every-dress", test_ids_are_known_in_every_dress);
  g_test_add_func ("/intake/table/sites-cover-their-domain", test_sites_cover_their_domain);
  g_test_add_func ("/intake/table/a-person-can-add-a-program", test_a_person_can_add_a_program);
  g_test_add_func ("/intake/table/a-program-can-be-named-in-the-settings", test_a_program_can_be_named_in_the_settings);
  g_test_add_func ("/intake/table/the-desktop-file-is-asked-once", test_the_desktop_file_is_asked_once);
  g_test_add_func ("/intake/table/a-mistake-is-named-with-its-place", test_a_mistake_is_named_with_its_place);
  g_test_add_func ("/intake/table/a-bad-table-changes-nothing", test_a_bad_table_changes_nothing);
  g_test_add_func ("/intake/table/a-folder-of-tables", test_a_folder_of_tables);
  g_test_add_func ("/intake/table/words-of-people-stay-words", test_words_of_people_stay_words);

  return g_test_run ();
}
