#include "simulator/simulator.hpp"
