#include <string>
#include "bench/manhattan.hpp"
#include <cstdio>
#include <cstdlib>
using namespace yanbi::bench;
int main(int c,char**v){ ManhattanSpec s; std::string w=v[1];
 if(w=="near1M") s.agents=1000000; if(w=="far100k"){s.destination=Destination::kAnywhere;s.window=1800;} if(w=="ring1M"){s.grid=316;s.agents=1000000;s.shelters_x=50;s.shelters_y=40;s.destination=Destination::kWithinRadius;}
 auto t=make_trips(s); printf("%s %zu\n",v[1],t.path.size()-t.departure.size());
 if(c>2){FILE*f=fopen(v[2],"rb"); uint64_t h[4]; fread(h,8,4,f); std::vector<uint32_t> d(h[1]); std::vector<uint64_t> o(h[1]+1); std::vector<uint32_t> p(h[3]); fread(d.data(),4,h[1],f);fread(o.data(),8,h[1]+1,f);fread(p.data(),4,h[3],f); printf("%d %d %d\n",d==t.departure,o==t.first,p==t.path);} }
