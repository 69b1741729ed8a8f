/* The functions of libxml2, libzip and libtiff that the tool calls, found when the first of them is called.
   Nothing is declared here: they stand in the headers of their libraries. */
#pragma once
