// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl-solver.h"

#include <linear.h>
#include <stdlib.h>

struct _PlSolver
{
  GPtrArray *nodes; /* of struct feature_node arrays */
  guint n_rows;
};

static void
print_nothing (const char *text)
{
}

/**
 * pl_solver_new:
 * @n_rows: of the weight table
 *
 * Returns: (transfer full): a problem without examples
 */
PlSolver *
pl_solver_new (guint n_rows)
{
  PlSolver *self = g_new0 (PlSolver, 1);

  self->nodes = g_ptr_array_new_with_free_func (g_free);
  self->n_rows = n_rows;
  set_print_string_function (print_nothing);

  return self;
}

/**
 * pl_solver_free:
 * @self: (transfer full): a solver
 */
void
pl_solver_free (PlSolver *self)
{
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

/**
 * pl_solver_add:
 * @self: a solver
 * @vector: of the next example, copied
 */
void
pl_solver_add (PlSolver       *self,
               const PlVector *vector)
{
  struct feature_node *nodes = g_new0 (struct feature_node, vector->n + 2);

  for (guint i = 0; i < vector->n; i++)
    {
      nodes[i].index = (int) vector->rows[i] + 1;
      nodes[i].value = (double) vector->values[i];
    }
  nodes[vector->n].index = (int) self->n_rows + 1;
  nodes[vector->n].value = 1;
  nodes[vector->n + 1].index = -1;
  g_ptr_array_add (self->nodes, nodes);
}

/**
 * pl_solver_count:
 * @self: a solver with its examples
 * @counts: (array) (inout): one a row, to which the number of examples that have it is added
 */
void
pl_solver_count (const PlSolver *self,
                 guint          *counts)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const struct feature_node *node = g_ptr_array_index (self->nodes, i);

      for (; node->index <= (int) self->n_rows; node++)
        counts[node->index - 1]++;
    }
}

/**
 * pl_solver_solve:
 * @self: a solver with its examples
 * @settings: of the learner
 * @positive: (array): of each example, in the order in which they were added
 * @skip: (array): of each example, whether to leave it out
 * @weights: (out caller-allocates) (array): one a row; untouched where no example is positive
 * @bias: (out): the intercept
 *
 * Regularised logistic regression or support vector machine (Fan, Chang, Hsieh, Wang and Lin 2008, LIBLINEAR), with a fixed seed.
 */
void
pl_solver_solve (PlSolver               *self,
                 const PlSolverSettings *settings,
                 const gboolean         *positive,
                 const gboolean         *skip,
                 float                  *weights,
                 float                  *bias)
{
  int labels[] = { 1, -1 };
  double label_weights[] = { settings->positive, 1 };
  g_autofree double *y = g_new (double, self->nodes->len);
  g_autofree struct feature_node **x = g_new (struct feature_node *, self->nodes->len);
  struct problem problem = { .x = x, .n = (int) self->n_rows + 1, .y = y, .bias = 1 };
  struct parameter parameter = { .solver_type = settings->type, .eps = 0.01, .C = settings->cost, .p = 0.1,
                                 .nr_weight = 2, .weight_label = labels, .weight = label_weights };
  struct model *model;
  guint n_positive = 0;
  double sign;

  *bias = -1;
  for (guint i = 0; i < self->nodes->len; i++)
    {
      n_positive += !skip[i] && positive[i];
      if (skip[i])
        continue;
      x[problem.l] = g_ptr_array_index (self->nodes, i);
      y[problem.l++] = positive[i] ? 1 : -1;
    }
  if (n_positive == 0)
    return;
  srand (1);
  model = train (&problem, &parameter);
  sign = model->label[0] == 1 ? 1 : -1;
  for (guint i = 0; i < self->n_rows; i++)
    weights[i] = (float) (sign * model->w[i]);
  *bias = (float) (sign * model->w[self->n_rows]);
  free_and_destroy_model (&model);
}
