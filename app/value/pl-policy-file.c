// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-policy.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Far more than any policy. */
#define SIZE_LIMIT (64 * 1024)

/* Used where a machine's policy cannot be read: nothing of one guest is left for the next. */
#define STRICT "[Porchlight]\nmode=shared\n"

static gboolean
fail (GError     **error,
      const char  *path,
      const char  *reason)
{
  g_set_error (error, PL_POLICY_ERROR, PL_POLICY_ERROR_UNTRUSTED, "%s: %s", path, reason);

  return FALSE;
}

static gboolean
check_owner (const struct stat  *info,
             const char         *path,
             guint               owner,
             GError            **error)
{
  /* In a folder that all may write to, the sticky bit keeps others from replacing what is ours. */
  gboolean kept = S_ISDIR (info->st_mode) && (info->st_mode & S_ISVTX) != 0;

  if (info->st_uid != owner && info->st_uid != 0)
    return fail (error, path, "it does not belong to the administrator");
  if ((info->st_mode & (S_IWGRP | S_IWOTH)) != 0 && !kept)
    return fail (error, path, "others than the administrator can write to it");

  return TRUE;
}

static gboolean
check_folders (const char  *path,
               guint        owner,
               GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (stat (folder, &info) != 0)
    return fail (error, folder, g_strerror (errno));
  if (!check_owner (&info, folder, owner, error))
    return FALSE;

  return g_str_equal (folder, "/") || g_str_equal (folder, ".") || check_folders (folder, owner, error);
}

/**
 * pl_policy_check_trust:
 * @path: full path of a file or folder that is there
 * @owner: user id of the administrator
 * @error: %PL_POLICY_ERROR_UNTRUSTED
 *
 * Returns: whether only the administrator can have written @path, or put it there
 */
gboolean
pl_policy_check_trust (const char  *path,
                       guint        owner,
                       GError     **error)
{
  struct stat info;

  if (lstat (path, &info) != 0)
    return fail (error, path, g_strerror (errno));
  if (S_ISLNK (info.st_mode))
    return fail (error, path, "it is a link to another place");
  if (S_ISDIR (info.st_mode) && (info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return fail (error, path, "others than the administrator can write to it");

  return check_owner (&info, path, owner, error) && check_folders (path, owner, error);
}

static char *
read_whole (int      descriptor,
            gssize  *size)
{
  g_autofree char *text = g_malloc (SIZE_LIMIT + 1);
  gssize n = 1;

  *size = 0;
  while (n > 0 && *size <= SIZE_LIMIT)
    {
      n = read (descriptor, text + *size, (gsize) (SIZE_LIMIT + 1 - *size));
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n < 0)
        return NULL;
      else
        *size += n;
    }

  return *size <= SIZE_LIMIT ? g_steal_pointer (&text) : NULL;
}

/* The file is opened first and looked at through the descriptor: nobody can put another in its place in between. */
static PlPolicy *
load_open (int          descriptor,
           const char  *path,
           guint        owner,
           GError     **error)
{
  g_autofree char *text = NULL;
  struct stat info;
  gssize size;

  if (fstat (descriptor, &info) != 0 || !S_ISREG (info.st_mode))
    fail (error, path, "it is no plain file");
  else if (check_owner (&info, path, owner, error) && check_folders (path, owner, error))
    {
      text = read_whole (descriptor, &size);
      if (text != NULL)
        return pl_policy_parse (text, (gsize) size, error);
      fail (error, path, "it cannot be read, or is longer than 64 KiB");
    }

  return NULL;
}

/**
 * pl_policy_load:
 * @path: full path of the policy
 * @owner: user id of the administrator, 0 but in tests; root's own files are always trusted
 * @error: %PL_POLICY_ERROR_UNTRUSTED or %PL_POLICY_ERROR_SYNTAX
 *
 * Returns: (transfer full) (nullable): the policy; one that sets nothing where there is no file
 */
PlPolicy *
pl_policy_load (const char  *path,
                guint        owner,
                GError     **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  PlPolicy *self;

  if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
    return pl_policy_new ();
  if (descriptor < 0)
    {
      fail (error, path, errno == ELOOP ? "it is a link to another place" : g_strerror (errno));
      return NULL;
    }

  self = load_open (descriptor, path, owner, error);
  close (descriptor);

  return self;
}

/**
 * pl_policy_load_or_strict:
 * @path: full path of the policy
 * @error: why it has no effect as it stands, to be told
 *
 * For the programs. A policy that is broken means that nothing is kept between guests, which is the safe side; one that others than the
 * administrator wrote means nothing at all.
 *
 * Returns: (transfer full) (not nullable): a policy, with @error set where it is not the one that stands there
 */
PlPolicy *
pl_policy_load_or_strict (const char  *path,
                          GError     **error)
{
  g_autoptr (GError) load_error = NULL;
  PlPolicy *self = pl_policy_load (path, 0, &load_error);

  if (self != NULL)
    return self;

  self = g_error_matches (load_error, PL_POLICY_ERROR, PL_POLICY_ERROR_SYNTAX) ? pl_policy_parse (STRICT, strlen (STRICT), NULL) : pl_policy_new ();
  g_propagate_error (error, g_steal_pointer (&load_error));

  return self;
}
