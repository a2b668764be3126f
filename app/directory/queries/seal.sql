-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: id of a service, its digest
UPDATE service SET digest = ?2 WHERE id = ?1;
