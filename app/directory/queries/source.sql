-- SPDX-FileCopyrightText: The Porchlight authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Inputs: key of a source
-- Outputs: publisher, address
SELECT publisher, url FROM source WHERE id = ?1;
