/** Files that are whole under their name or not there at all. */
package dev.counterpoint.app.file;
