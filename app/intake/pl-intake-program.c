// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-intake-private.h"

#include <string.h>

#define MAX_LAYOUTS 32

static const char *const kind_names[] = {
  [PL_PROGRAM_CHAT] = "chat",
  [PL_PROGRAM_MAIL] = "mail",
  [PL_PROGRAM_SMS] = "sms",
  [PL_PROGRAM_CALLS] = "calls",
  [PL_PROGRAM_CHROMIUM] = "chromium",
  [PL_PROGRAM_GECKO] = "gecko",
  [PL_PROGRAM_KDECONNECT] = "kdeconnect",
  [PL_PROGRAM_GSCONNECT] = "gsconnect",
  [PL_PROGRAM_VALENT] = "valent",
  [PL_PROGRAM_OTHER] = "other",
};

static const char *const form_names[] = {
  [PL_TEXT_MARKUP] = "markup",
  [PL_TEXT_ESCAPED] = "escaped",
  [PL_TEXT_LINKED] = "linked",
  [PL_TEXT_ANGLE] = "angle",
  [PL_TEXT_PLAIN] = "plain",
};

static const char *const layout_kinds[] = {
  [PL_MESSAGE_TEXT] = "text",
  [PL_MESSAGE_HIDDEN] = "hidden",
  [PL_MESSAGE_MEDIA] = "media",
  [PL_MESSAGE_REACTION] = "reaction",
  [PL_MESSAGE_CALL] = "call",
  [PL_MESSAGE_SUMMARY] = "summary",
  [PL_MESSAGE_OTHER] = "other",
  [PL_MESSAGE_MAIL] = "mail",
};

static gboolean
find_name (const char *const *names,
           guint              n_names,
           const char        *name,
           guint             *index)
{
  for (*index = 0; *index < n_names; (*index)++)
    {
      if (g_str_equal (names[*index], name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_choice (GKeyFile          *file,
             const char        *group,
             const char        *key,
             const char *const *names,
             guint              n_names,
             guint             *choice,
             GError           **error)
{
  g_autofree char *name = g_key_file_get_string (file, group, key, NULL);

  if (name == NULL || find_name (names, n_names, name, choice))
    return TRUE;

  g_set_error (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "[%s] %s: \"%s\" is not one of the choices", group, key, name);
  return FALSE;
}

static void
free_layout (PlLayout *layout)
{
  pl_pattern_free (layout->title);
  pl_pattern_free (layout->body);
  g_free (layout);
}

/* "TITLE | BODY", and where the layout is never somebody's words "-> KIND" behind it. */
static PlLayout *
parse_layout (const char *source,
              GError    **error)
{
  g_autofree char *copy = g_strdup (source);
  char *kind = g_strrstr (copy, " -> ");
  char *body;
  guint index = PL_MESSAGE_TEXT;
  PlLayout *layout;

  if (kind != NULL)
    *kind = '\0';
  body = strstr (copy, " | ");
  if (body == NULL || (kind != NULL && !find_name (layout_kinds, G_N_ELEMENTS (layout_kinds), kind + 4, &index)))
    {
      g_set_error_literal (error, PL_INTAKE_ERROR, PL_INTAKE_ERROR_TABLE, "a layout is \"TITLE | BODY\" or \"TITLE | BODY -> KIND\"");
      return NULL;
    }

  *body = '\0';
  layout = g_new0 (PlLayout, 1);
  layout->kind = index;
  layout->has_kind = kind != NULL;
  layout->title = pl_pattern_new (copy, error);
  layout->body = layout->title != NULL ? pl_pattern_new (body + 3, error) : NULL;
  if (layout->body == NULL)
    g_clear_pointer (&layout, free_layout);

  return layout;
}

static gboolean
load_layouts (PlProgram  *self,
              GKeyFile   *file,
              const char *group,
              GError    **error)
{
  for (guint i = 1; i <= MAX_LAYOUTS; i++)
    {
      g_autofree char *key = g_strdup_printf ("Read%u", i);
      g_autofree char *source = g_key_file_get_string (file, group, key, NULL);
      PlLayout *layout;

      if (source == NULL)
        break;
      layout = parse_layout (source, error);
      if (layout == NULL)
        return g_prefix_error (error, "[%s] %s: ", group, key), FALSE;
      if (self->layouts == NULL)
        self->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_layout);
      g_ptr_array_add (self->layouts, layout);
    }

  return TRUE;
}

static gboolean
load_choices (PlProgram  *self,
              GKeyFile   *file,
              const char *group,
              GError    **error)
{
  guint kind = PL_PROGRAM_CHAT;
  guint form = PL_TEXT_MARKUP;

  if (!read_choice (file, group, "Kind", kind_names, G_N_ELEMENTS (kind_names), &kind, error)
      || !read_choice (file, group, "Text", form_names, G_N_ELEMENTS (form_names), &form, error))
    return FALSE;

  self->kind = kind;
  self->form = form;
  self->has_form = g_key_file_has_key (file, group, "Text", NULL);
  self->escapes_title = g_key_file_get_boolean (file, group, "TitleEscaped", NULL);

  return TRUE;
}

/**
 * pl_program_load:
 * @file: a table
 * @group: the group of the program in it
 * @key: what the table calls the program
 * @error: (out): %PL_INTAKE_ERROR_TABLE
 *
 * Returns: (transfer full) (nullable): the entry
 */
PlProgram *
pl_program_load (GKeyFile   *file,
                 const char *group,
                 const char *key,
                 GError    **error)
{
  g_autoptr (PlProgram) self = g_new0 (PlProgram, 1);

  self->key = g_strdup (key);
  self->name = g_key_file_get_string (file, group, "Name", NULL);
  self->message_actions = g_key_file_get_string_list (file, group, "MessageActions", NULL, NULL);
  self->other_actions = g_key_file_get_string_list (file, group, "OtherActions", NULL, NULL);
  self->message_events = g_key_file_get_string_list (file, group, "MessageEvents", NULL, NULL);
  if (!load_choices (self, file, group, error) || !load_layouts (self, file, group, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * pl_program_free:
 * @self: (transfer full): an entry
 */
void
pl_program_free (PlProgram *self)
{
  g_free (self->key);
  g_free (self->name);
  g_clear_pointer (&self->layouts, g_ptr_array_unref);
  g_strfreev (self->message_actions);
  g_strfreev (self->other_actions);
  g_strfreev (self->message_events);
  g_free (self);
}
