/** Towers that are trained without labels on features of a person's own. */
package dev.counterpoint.app.towers;
