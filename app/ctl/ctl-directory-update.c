// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "ctl-directory.h"
#include "ctl-verbs.h"
#include "pl-engine.h"
#include "pl-signature.h"
#include "pl-update.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *state_dir;
  char *keys;
  char *sign_with;
  char *kind;
  char *release;
  char *output;
  char *new_key;
} UpdateOptions;

static void
update_options_clear (UpdateOptions *options)
{
  g_free (options->state_dir);
  g_free (options->keys);
  g_free (options->sign_with);
  g_free (options->kind);
  g_free (options->release);
  g_free (options->output);
  g_free (options->new_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UpdateOptions, update_options_clear)

static gboolean
try_directory (const char  *path,
               const char  *version,
               GError     **error)
{
  g_autoptr (PlDirectory) directory = pl_directory_open (path, NULL, error);

  if (directory == NULL)
    return FALSE;
  if (g_str_equal (pl_directory_get_version (directory), version))
    return TRUE;
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_VERSION, _("the directory in the update has another version than the update says"));

  return FALSE;
}

/* A model says of itself the date of its newest text; the programs take the newer of two by it. */
static char *
dup_model_date (PlEngine *engine)
{
  return g_strndup (pl_engine_get_version (engine), strlen ("2026-11-22"));
}

static gboolean
try_model (const char  *path,
           const char  *version,
           GError     **error)
{
  g_autoptr (PlEngine) engine = pl_engine_open (path, error);
  g_autofree char *date = engine != NULL ? dup_model_date (engine) : NULL;

  if (engine == NULL)
    return FALSE;
  if (g_str_has_prefix (version, date))
    return TRUE;
  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_VERSION, _("the model in the update has another date than the update says"));

  return FALSE;
}

/* Version of what the package brought: an update must be newer. */
static char *
dup_installed_version (PlCtlDirectoryOptions *options,
                       PlUpdateKind           kind)
{
  g_autofree char *path = kind == PL_UPDATE_DIRECTORY ? pl_ctl_directory_dup_database (options) : pl_engine_locate (PL_PKGDATADIR, NULL);
  g_autoptr (PlDirectory) directory = kind == PL_UPDATE_DIRECTORY && path != NULL ? pl_directory_open (path, NULL, NULL) : NULL;
  g_autoptr (PlEngine) engine = kind == PL_UPDATE_MODEL ? pl_engine_open (path, NULL) : NULL;

  if (engine != NULL)
    return dup_model_date (engine);

  return directory != NULL ? g_strdup (pl_directory_get_version (directory)) : NULL;
}

static GPtrArray *
read_keys (UpdateOptions *update)
{
  const char *const own[] = { update->keys, NULL };
  const char *const all[] = { PL_PKGDATADIR "/keys", PL_SYSCONFDIR "/porchlight/keys", NULL };

  return pl_signature_read_keys (update->keys != NULL ? own : all);
}

static int
take_over (PlCtlDirectoryOptions *options,
           UpdateOptions         *update,
           const char            *path)
{
  const char *state_dir = update->state_dir != NULL ? update->state_dir : PL_STATEDIR;
  g_autoptr (GPtrArray) keys = read_keys (update);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlUpdate) read = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *installed = NULL;
  char *bytes;
  gsize size;

  if (!g_file_get_contents (path, &bytes, &size, &error))
    return pl_ctl_directory_fail (error);
  file = g_bytes_new_take (bytes, size);
  read = pl_update_read (file, keys, &error);
  if (read == NULL)
    return pl_ctl_directory_fail (error);
  installed = dup_installed_version (options, read->kind);
  if (!pl_update_install (read, state_dir, installed, read->kind == PL_UPDATE_DIRECTORY ? try_directory : try_model, &error))
    return pl_ctl_directory_fail (error);
  /* Translators: what was updated, its version, the folder it is in */
  printf (_("%s %s is now in use: %s\n"), pl_update_kind_get_name (read->kind), read->version, state_dir);

  return 0;
}

static int
make_keys (const char *prefix)
{
  g_autofree char *secret = g_strconcat (prefix, ".secret", NULL);
  g_autofree char *public = g_strconcat (prefix, ".pub", NULL);
  g_autoptr (GError) error = NULL;

  if (!pl_update_make_keys (secret, public, &error))
    return pl_ctl_directory_fail (error);
  printf (_("Keep %s off every network; %s goes into the package.\n"), secret, public);

  return 0;
}

static int
sign (UpdateOptions *update,
      const char    *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = pl_update_read_secret_key (update->sign_with, &error);
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) file = NULL;
  PlUpdateKind kind = PL_UPDATE_DIRECTORY;
  char *bytes;
  gsize size;

  if (g_strcmp0 (update->kind, "entries") == 0)
    return key != NULL && pl_signature_sign_file (path, key, &error) ? 0 : pl_ctl_directory_fail (error);
  if (update->release == NULL || update->output == NULL || (update->kind != NULL && !pl_update_kind_from_name (update->kind, &kind)))
    return fprintf (stderr, "porchlightctl: %s\n", _("to sign: --kind directory or model, --release VERSION, --output FILE; or --kind entries")), 2;
  if (key == NULL || !g_file_get_contents (path, &bytes, &size, &error))
    return pl_ctl_directory_fail (error);
  payload = g_bytes_new_take (bytes, size);
  file = pl_update_write (kind, update->release, payload, key, &error);
  if (file == NULL ||
      !g_file_set_contents (update->output, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error))
    return pl_ctl_directory_fail (error);

  return 0;
}

/**
 * pl_ctl_directory_update:
 * @argc: arguments
 * @argv: arguments, from "update"
 *
 * Takes over a signed directory or model file; makes keys and signs, for the people who release.
 *
 * Returns: the exit status
 */
int
pl_ctl_directory_update (int    argc,
                         char **argv)
{
  g_auto (PlCtlDirectoryOptions) options = { 0 };
  g_auto (UpdateOptions) update = { 0 };
  const GOptionEntry own[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &update.state_dir, N_("Keep updates here"), N_("FOLDER") },
    { "keys", 0, 0, G_OPTION_ARG_FILENAME, &update.keys, N_("Public keys that may sign"), N_("FOLDER") },
    { "new-key", 0, 0, G_OPTION_ARG_FILENAME, &update.new_key, N_("Make a key: NAME.secret and NAME.pub"), N_("NAME") },
    { "sign", 0, 0, G_OPTION_ARG_FILENAME, &update.sign_with, N_("Sign FILE with this secret key"), N_("SECRET") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &update.kind, N_("To sign: directory, model, or entries of a place"), N_("KIND") },
    { "release", 0, 0, G_OPTION_ARG_STRING, &update.release, N_("To sign: its version"), N_("VERSION") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &update.output, N_("To sign: write here"), N_("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  if (!pl_ctl_directory_parse (own, &options, _("FILE"), &argc, &argv))
    return 2;
  if (update.new_key != NULL)
    return make_keys (update.new_key);
  if (argc != 2)
    return fprintf (stderr, "porchlightctl: %s\n", _("name one update file")), 2;

  return update.sign_with != NULL ? sign (&update, argv[1]) : take_over (&options, &update, argv[1]);
}
