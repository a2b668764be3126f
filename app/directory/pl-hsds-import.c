// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-hsds-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Human Services Data Specification 3.0 (3.1 is a superset), openreferral/specification. JSON: a service, a service at a location, an organization with its services, an array, or a page of them. */

/* Deeper than any object of the specification; a file that nests more is not one of its files. */
#define DEEPEST 64
#define LARGEST_FILE (64 * 1024 * 1024)

static void take_node (PlHsdsImport *import,
                       JsonNode     *node,
                       const char   *path);

static void
take_list (PlHsdsImport *import,
           JsonArray    *array,
           const char   *path)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);

      take_node (import, json_array_get_element (array, i), place);
    }
}

static void
take_organization (PlHsdsImport *import,
                   JsonObject   *object,
                   const char   *path)
{
  if (!g_uuid_string_is_valid (pl_hsds_get (object, "id")))
    pl_hsds_complain (import, path, _("id: it is missing or not a UUID"));
  if (*pl_hsds_get (object, "name") == '\0')
    pl_hsds_complain (import, path, _("name: it is missing"));
  for (guint i = 0; i < pl_hsds_get_length (object, "services"); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.services[%u]", path, i);

      pl_hsds_take_service (import, pl_hsds_get_element (object, "services", i), object, place);
    }
}

/* The members of an object but some, which stay where they are. */
static void
copy_members (JsonObject        *from,
              JsonObject        *to,
              const char *const *but)
{
  g_autoptr (GList) members = json_object_get_members (from);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains (but, l->data))
        json_object_set_member (to, l->data, json_node_copy (json_object_get_member (from, l->data)));
    }
}

/* A service seen from one of its places: the same service with that place among its own. */
static void
take_place (PlHsdsImport *import,
            JsonObject   *object,
            const char   *path)
{
  static const char *const around[] = { "service", "organization", NULL };
  static const char *const within[] = { "service_at_locations", NULL };
  JsonObject *service = pl_hsds_get_object (object, "service");
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autoptr (JsonObject) place = json_object_new ();
  g_autoptr (JsonArray) places = json_array_new ();

  copy_members (service, whole, within);
  copy_members (object, place, around);
  for (guint i = 0; i < pl_hsds_get_length (service, "service_at_locations"); i++)
    {
      JsonObject *other = pl_hsds_get_element (service, "service_at_locations", i);

      if (other != NULL && !g_str_equal (pl_hsds_get (other, "id"), pl_hsds_get (object, "id")))
        json_array_add_object_element (places, json_object_ref (other));
    }
  json_array_add_object_element (places, g_steal_pointer (&place));
  json_object_set_array_member (whole, "service_at_locations", g_steal_pointer (&places));
  pl_hsds_take_service (import, whole, pl_hsds_get_object (object, "organization"), path);
}

/* Told apart by what each must have: a page has contents, a service a status, an organization its services. */
static void
take_object (PlHsdsImport *import,
             JsonObject   *object,
             const char   *path)
{
  if (json_object_has_member (object, "contents"))
    {
      g_autofree char *place = g_strdup_printf ("%s.contents", path);
      JsonNode *contents = json_object_get_member (object, "contents");

      if (JSON_NODE_HOLDS_ARRAY (contents))
        take_list (import, json_node_get_array (contents), place);
      else
        pl_hsds_complain (import, place, _("it is not a list"));
    }
  else if (json_object_has_member (object, "status"))
    pl_hsds_take_service (import, object, NULL, path);
  else if (pl_hsds_get_object (object, "service") != NULL)
    take_place (import, object, path);
  else if (json_object_has_member (object, "services") || json_object_has_member (object, "description"))
    take_organization (import, object, path);
  else
    pl_hsds_complain (import, path, _("neither a service, an organization nor a page of them (HSDS 3.0)"));
}

static void
take_node (PlHsdsImport *import,
           JsonNode     *node,
           const char   *path)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    take_object (import, json_node_get_object (node), path);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    take_list (import, json_node_get_array (node), path);
  else
    pl_hsds_complain (import, path, _("neither a service, an organization nor a page of them (HSDS 3.0)"));
}

/* Before the parser recurses into it. */
static gboolean
is_shallow (const char *text,
            gsize       size)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < size; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{') && ++depth > DEEPEST)
        return FALSE;
      else if (!quoted && (text[i] == ']' || text[i] == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

static JsonParser *
parse (const char  *text,
       gsize        size,
       const char  *name,
       GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) foreign = NULL;
  const char *reason = NULL;

  if (size > LARGEST_FILE)
    reason = _("the file is too large");
  else if (memchr (text, '\0', size) != NULL || !g_utf8_validate (text, (gssize) size, NULL))
    reason = _("the file is not UTF-8");
  else if (!is_shallow (text, size))
    reason = _("objects are nested too deeply");
  if (reason != NULL)
    {
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, "%s: %s", name, reason);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize) size, &foreign) || json_parser_get_root (parser) == NULL)
    {
      guint line = 1;

      /* The parser's own message, "<data>:LINE:COLUMN: ...", may quote the text; the line is enough. */
      if (foreign == NULL || sscanf (foreign->message, "<data>:%u:", &line) != 1)
        line = 1;
      g_set_error (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, _("%s: line %u: not JSON"), name, line);
      return NULL;
    }

  return g_steal_pointer (&parser);
}

/**
 * pl_draft_add_hsds:
 * @self: a draft with the table of countries
 * @text: the file
 * @size: bytes
 * @name: of the file, for errors
 * @defaults: what the file may not say
 * @notes: (nullable) (element-type utf8): where to add a line for each thing that was left out
 * @error: return location for an error of %PL_DIRECTORY_ERROR; one line for each bad record, with its place and reason
 *
 * Adds the services of an exchange file as entries of this place, none of them confirmed. Names of persons are never kept,
 * streets not where people may be hiding. All or nothing: after an error the draft is of no use.
 *
 * Returns: whether every record is good
 */
gboolean
pl_draft_add_hsds (PlDraft               *self,
                   const char            *text,
                   gsize                  size,
                   const char            *name,
                   const PlHsdsDefaults  *defaults,
                   GPtrArray             *notes,
                   GError               **error)
{
  g_autoptr (JsonParser) parser = parse (text, size, name, error);
  g_autoptr (GString) lines = g_string_new (NULL);
  PlHsdsImport import = { .draft = self, .name = name, .defaults = defaults, .notes = notes, .lines = lines };

  if (parser == NULL)
    return FALSE;

  take_node (&import, json_parser_get_root (parser), "$");
  if (lines->len == 0 && self->services->len == 0)
    pl_hsds_complain (&import, "$", _("there is no service in it that could be reached"));
  if (lines->len == 0)
    return TRUE;

  g_set_error_literal (error, PL_DIRECTORY_ERROR, PL_DIRECTORY_ERROR_ROW, lines->str);

  return FALSE;
}
