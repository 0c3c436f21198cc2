/**
 * Connection and heterogeneity (Lu 2023): families on which two modalities in training help with
 * one at test, and families on which one of the assumptions is turned off.
 */
package dev.counterpoint.models.connection;
