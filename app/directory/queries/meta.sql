-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: key
-- Outputs: value
SELECT value FROM meta WHERE key = ?1;
