// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pl-config.h"

#include "pl-page.h"

/**
 * PlPage:
 *
 * What every page of the window has in common: a header with the way back and the Hide button, and one column that scrolls.
 * A page is made when it is opened and gone when it is left, so that nothing waits on it for whoever comes next.
 */
typedef struct
{
  /* Template widgets */
  GtkLabel *title;
  GtkWidget *back;
  GtkBox *box;
  GtkWidget *scroller;
  AdwClamp *clamp;
  GtkWidget *foot_area;
  AdwClamp *foot;

  /* Borrowed */
  GtkWidget *fill; /* (nullable) */

  /* State */
  gboolean root; /* nothing lies behind this page */
} PlPagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (PlPage, pl_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_HEADING,
  PROP_CONTENT,
  PROP_FILL,
  PROP_FOOT,
  PROP_ROOT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static PlPagePrivate *
get_private (PlPage *self)
{
  return pl_page_get_instance_private (self);
}

static void
pl_page_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  PlPage *self = PL_PAGE (object);

  switch (id)
    {
    case PROP_HEADING:
      g_value_set_string (value, pl_page_get_heading (self));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, pl_page_get_content (self));
      break;
    case PROP_FILL:
      g_value_set_object (value, pl_page_get_fill (self));
      break;
    case PROP_FOOT:
      g_value_set_object (value, pl_page_get_foot (self));
      break;
    case PROP_ROOT:
      g_value_set_boolean (value, pl_page_get_root (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pl_page_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  PlPage *self = PL_PAGE (object);

  switch (id)
    {
    case PROP_HEADING:
      pl_page_set_heading (self, g_value_get_string (value));
      break;
    case PROP_CONTENT:
      pl_page_set_content (self, g_value_get_object (value));
      break;
    case PROP_FILL:
      pl_page_set_fill (self, g_value_get_object (value));
      break;
    case PROP_FOOT:
      pl_page_set_foot (self, g_value_get_object (value));
      break;
    case PROP_ROOT:
      pl_page_set_root (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pl_page_class_init (PlPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = pl_page_get_property;
  object_class->set_property = pl_page_set_property;

  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, "", flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FILL] = g_param_spec_object ("fill", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOOT] = g_param_spec_object ("foot", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ROOT] = g_param_spec_boolean ("root", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/porchlight/Porchlight/ui/pl-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, title);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, back);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, box);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, clamp);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, foot_area);
  gtk_widget_class_bind_template_child_private (widget_class, PlPage, foot);
}

static void
pl_page_init (PlPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_page_get_heading:
 * @self: a page
 *
 * Returns: (transfer none): what stands over the column; never the window's own title, which stays neutral
 */
const char *
pl_page_get_heading (PlPage *self)
{
  g_return_val_if_fail (PL_IS_PAGE (self), NULL);

  return gtk_label_get_label (get_private (self)->title);
}

/**
 * pl_page_set_heading:
 * @self: a page
 * @heading: (nullable): what stands over the column
 */
void
pl_page_set_heading (PlPage     *self,
                     const char *heading)
{
  g_return_if_fail (PL_IS_PAGE (self));

  if (heading == NULL)
    heading = "";

  if (g_strcmp0 (heading, pl_page_get_heading (self)) == 0)
    return;

  gtk_label_set_label (get_private (self)->title, heading);
  gtk_widget_set_visible (GTK_WIDGET (get_private (self)->title), *heading != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEADING]);
}

/**
 * pl_page_get_content:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the column
 */
GtkWidget *
pl_page_get_content (PlPage *self)
{
  g_return_val_if_fail (PL_IS_PAGE (self), NULL);

  return adw_clamp_get_child (get_private (self)->clamp);
}

/**
 * pl_page_set_content:
 * @self: a page
 * @content: (nullable): the column, laid out in a width that reads well
 */
void
pl_page_set_content (PlPage    *self,
                     GtkWidget *content)
{
  g_return_if_fail (PL_IS_PAGE (self));
  g_return_if_fail (content == NULL || GTK_IS_WIDGET (content));

  if (content == pl_page_get_content (self))
    return;

  adw_clamp_set_child (get_private (self)->clamp, content);
  if (content != NULL)
    pl_page_wrap_buttons (content);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

/**
 * pl_page_get_fill:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what takes the whole area below the header instead of the column
 */
GtkWidget *
pl_page_get_fill (PlPage *self)
{
  g_return_val_if_fail (PL_IS_PAGE (self), NULL);

  return get_private (self)->fill;
}

/**
 * pl_page_set_fill:
 * @self: a page
 * @fill: (nullable): what takes the whole area below the header and scrolls by itself
 */
void
pl_page_set_fill (PlPage    *self,
                  GtkWidget *fill)
{
  PlPagePrivate *priv = get_private (self);

  g_return_if_fail (PL_IS_PAGE (self));
  g_return_if_fail (fill == NULL || GTK_IS_WIDGET (fill));

  if (fill == priv->fill)
    return;

  if (priv->fill != NULL)
    gtk_box_remove (priv->box, priv->fill);
  priv->fill = fill;
  gtk_widget_set_visible (priv->scroller, fill == NULL);
  if (fill != NULL)
    gtk_box_append (priv->box, fill);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILL]);
}

/**
 * pl_page_get_foot:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): what stays in view below the column
 */
GtkWidget *
pl_page_get_foot (PlPage *self)
{
  g_return_val_if_fail (PL_IS_PAGE (self), NULL);

  return adw_clamp_get_child (get_private (self)->foot);
}

/**
 * pl_page_set_foot:
 * @self: a page
 * @foot: (nullable): what stays in view below the column, however far that is scrolled
 */
void
pl_page_set_foot (PlPage    *self,
                  GtkWidget *foot)
{
  g_return_if_fail (PL_IS_PAGE (self));
  g_return_if_fail (foot == NULL || GTK_IS_WIDGET (foot));

  if (foot == pl_page_get_foot (self))
    return;

  adw_clamp_set_child (get_private (self)->foot, foot);
  gtk_widget_set_visible (get_private (self)->foot_area, foot != NULL);
  if (foot != NULL)
    pl_page_wrap_buttons (foot);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOOT]);
}

/**
 * pl_page_get_root:
 * @self: a page
 *
 * Returns: whether nothing lies behind this page
 */
gboolean
pl_page_get_root (PlPage *self)
{
  g_return_val_if_fail (PL_IS_PAGE (self), FALSE);

  return get_private (self)->root;
}

/**
 * pl_page_set_root:
 * @self: a page
 * @root: whether nothing lies behind this page: it then has no Back button
 */
void
pl_page_set_root (PlPage   *self,
                  gboolean  root)
{
  g_return_if_fail (PL_IS_PAGE (self));

  if (root == get_private (self)->root)
    return;

  get_private (self)->root = root;
  gtk_widget_set_visible (get_private (self)->back, !root);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROOT]);
}

/**
 * pl_page_wrap_buttons:
 * @widget: a part of a page
 *
 * Lets the words of each button in @widget take more than one line: at 360 pixels, at 200% text and in other languages
 * one line is too wide.
 */
void
pl_page_wrap_buttons (GtkWidget *widget)
{
  GtkWidget *label = GTK_IS_BUTTON (widget) ? gtk_button_get_child (GTK_BUTTON (widget)) : NULL;

  if (GTK_IS_LABEL (label))
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    pl_page_wrap_buttons (child);
}

/**
 * pl_page_new_point:
 * @text: a sentence
 *
 * Returns: (transfer floating): one point of a list, its lines in line with each other; the mark is not read aloud
 */
GtkWidget *
pl_page_new_point (const char *text)
{
  GtkWidget *point = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_box_append (GTK_BOX (point), g_object_new (GTK_TYPE_LABEL, "label", "•", "valign", GTK_ALIGN_START,
                                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (point), label);

  return point;
}

/**
 * pl_page_arrive:
 * @self: a page that has just come into view
 *
 * Puts the keyboard on the first thing of the page, or of its foot, so that a screen reader starts there and not in the header.
 */
void
pl_page_arrive (PlPage *self)
{
  GtkWidget *content = pl_page_get_fill (self);

  if (content == NULL)
    content = pl_page_get_content (self);
  if (content != NULL && gtk_widget_get_focus_child (content) == NULL && !gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD) &&
      pl_page_get_foot (self) != NULL)
    gtk_widget_child_focus (pl_page_get_foot (self), GTK_DIR_TAB_FORWARD);
}
