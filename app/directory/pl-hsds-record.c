// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-hsds-private.h"

#include <string.h>

/* Reading the records of strangers, and what of them is never kept. */

/**
 * pl_hsds_get:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none): its text, empty where it is missing or no text
 */
const char *
pl_hsds_get (JsonObject *object,
             const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return "";

  return json_node_get_string (node);
}

/**
 * pl_hsds_get_object:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the object under it
 */
JsonObject *
pl_hsds_get_object (JsonObject *object,
                    const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * pl_hsds_get_length:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: how many elements the list under it has, 0 where it is no list
 */
guint
pl_hsds_get_length (JsonObject *object,
                    const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 0;
}

/**
 * pl_hsds_get_element:
 * @object: an object
 * @member: name of a list
 * @place: below its length
 *
 * Returns: (transfer none) (nullable): the object at that place
 */
JsonObject *
pl_hsds_get_element (JsonObject *object,
                     const char *member,
                     guint       place)
{
  JsonNode *node = json_array_get_element (json_object_get_array_member (object, member), place);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * pl_hsds_get_attribute:
 * @object: (nullable): an object
 * @link_type: topic, audience, channel and the like
 *
 * Returns: (transfer none): the value that an export of ours put beside the object, empty for none
 */
const char *
pl_hsds_get_attribute (JsonObject *object,
                       const char *link_type)
{
  for (guint i = 0; i < pl_hsds_get_length (object, "attributes"); i++)
    {
      JsonObject *attribute = pl_hsds_get_element (object, "attributes", i);

      if (attribute != NULL && g_str_equal (pl_hsds_get (attribute, "link_type"), link_type))
        return pl_hsds_get (attribute, "value");
    }

  return "";
}

/* Safety rules that the specification does not have: nobody's name, and no street where people may be hiding. */
static gboolean
is_sensitive (JsonObject *service,
              JsonObject *organization)
{
  static const char *const words[] = { "shelter", "refuge", "domestic", "traffick", "safe house", "abuse", "violence", "albergue", "refugio", "trata" };
  g_autofree char *all = g_strjoin (" ", pl_hsds_get (service, "name"), pl_hsds_get (service, "description"), pl_hsds_get (organization, "name"), pl_hsds_get (organization, "description"), NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (folded, words[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void redact_node (JsonNode   *node,
                         const char *name,
                         gboolean    sensitive);

/* What is never kept of an object that stands in a list of this name; the second part only where people may be hiding. */
static const struct
{
  const char *list; /* NULL: of any */
  const char *member;
  gboolean sensitive;
} dropped[] = {
  { "contacts", "name", FALSE }, { "metadata", "updated_by", FALSE }, { "addresses", "attention", FALSE },
  { NULL, "addresses", TRUE }, { NULL, "latitude", TRUE }, { NULL, "longitude", TRUE },
};

static void
redact_object (JsonObject *object,
               const char *list,
               gboolean    sensitive)
{
  g_autoptr (GList) members = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      gboolean here = dropped[i].list == NULL || g_strcmp0 (dropped[i].list, list) == 0;

      if (here && (sensitive || !dropped[i].sensitive) && json_object_has_member (object, dropped[i].member))
        json_object_remove_member (object, dropped[i].member);
    }

  /* Only now: the list borrows the names that are still there. */
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    redact_node (json_object_get_member (object, l->data), l->data, sensitive);
}

static void
redact_node (JsonNode   *node,
             const char *name,
             gboolean    sensitive)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    redact_object (json_node_get_object (node), name, sensitive);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        redact_node (json_array_get_element (array, i), name, sensitive);
    }
}

/* A copy all the way down, NULL where it cannot be written and read again. */
static JsonNode *
copy_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;
  JsonNode *copy;

  json_node_init_object (node, object);
  text = json_to_string (node, FALSE);
  copy = text != NULL ? json_from_string (text, NULL) : NULL;
  if (copy != NULL && !JSON_NODE_HOLDS_OBJECT (copy))
    g_clear_pointer (&copy, json_node_unref);

  return copy;
}

/**
 * pl_hsds_dup_record:
 * @object: a service
 * @organization: (nullable): whose it is
 *
 * Returns: (transfer full): the whole record, to be given back on export, empty where it cannot be; without names of persons, and without streets where people may be hiding
 */
char *
pl_hsds_dup_record (JsonObject *object,
                    JsonObject *organization)
{
  g_autoptr (JsonNode) copy = copy_object (object);
  JsonObject *record;

  /* A number that has no end cannot be written again: the entry is kept, its record is not. */
  if (copy == NULL)
    return g_strdup ("");

  record = json_node_get_object (copy);
  if (organization != NULL && !json_object_has_member (record, "organization"))
    {
      JsonNode *owner = copy_object (organization);

      if (owner != NULL)
        {
          if (json_object_has_member (json_node_get_object (owner), "services"))
            json_object_remove_member (json_node_get_object (owner), "services");
          json_object_set_member (record, "organization", owner);
        }
    }
  redact_object (record, NULL, is_sensitive (object, organization));

  return json_to_string (copy, FALSE);
}
