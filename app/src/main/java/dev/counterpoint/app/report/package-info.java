/** How results are shown: a self-contained page, charts, and plain text for the terminal. */
package dev.counterpoint.app.report;
