-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: key, value
INSERT INTO meta (key, value)
VALUES (?1, ?2);
