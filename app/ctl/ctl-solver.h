// SPDX-FileCopyrightText: The Porchlight authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ctl-dataset.h"

G_BEGIN_DECLS

/* The one place that knows liblinear. */
typedef struct _PlSolver PlSolver;

typedef struct
{
  int type;          /* liblinear's solver */
  double cost;       /* of an error, C */
  double positive;   /* weight of a positive example beside a negative one */
} PlSolverSettings;

PlSolver *pl_solver_new   (guint                   n_rows);
void      pl_solver_free  (PlSolver               *self);
void      pl_solver_add   (PlSolver               *self,
                           const PlVector         *vector);
void      pl_solver_count (const PlSolver         *self,
                           guint                  *counts);
void      pl_solver_solve (PlSolver               *self,
                           const PlSolverSettings *settings,
                           const gboolean         *positive,
                           const gboolean         *skip,
                           float                  *weights,
                           float                  *bias);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSolver, pl_solver_free)

G_END_DECLS
