-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: all sources
SELECT id, publisher, kind, date, url FROM source ORDER BY id;
