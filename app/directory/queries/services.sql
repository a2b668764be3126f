-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Outputs: id of every service, best first
SELECT id FROM service ORDER BY id;
